/// The `#pragma D option` settings of sources in order, found without checking anything else.
///
/// They are needed before `check`, because some of them are options of checking.
public func programOptions(in sources: [DSource]) throws(Diagnostic) -> [ProgramOption] {
    var result: [ProgramOption] = []
    for (index, source) in sources.enumerated() {
        let own = try naming(index) { () throws(Diagnostic) in
            // Arguments that are missing are reported by the stage that needs them.
            let lexed = try lex(source, options: CheckOptions(defaultArguments: true))
            return try programOptions(of: lexed.pragmas, in: lexed.map)
        }
        for var option in own {
            option.source = index
            result.append(option)
        }
    }
    return result
}

private let pragmaNames: Set<String> = ["option", "attributes", "binding", "depends_on", "error", "ident", "line"]

private func programOptions(of pragmas: [Pragma], in map: SourceMap) throws(Diagnostic) -> [ProgramOption] {
    var options: [ProgramOption] = []
    for pragma in pragmas {
        let words = pragma.text.split(separator: " ", maxSplits: 2).map(String.init)
        guard words.first == "D" else { continue }
        guard words.count > 1, pragmaNames.contains(words[1]) else {
            throw map.locate(.invalidPragma(pragma.text, at: pragma.range))
        }
        if words[1] == "error" {
            throw map.locate(.errorDirective(words.count > 2 ? words[2] : "", at: pragma.range))
        }
        guard words[1] == "option" else {
            try requireWellFormed(pragma, words[1], map)
            continue
        }
        let parts = words.count == 3 ? words[2].split(separator: "=", maxSplits: 1).map(\.trimmingBlanks) : []
        guard let name = parts.first, !name.isEmpty, !name.utf8.contains(where: \.isBlank) else {
            throw map.locate(.malformedPragma(pragma.text, at: pragma.range))
        }
        options.append(
            ProgramOption(
                name: name, value: parts.count > 1 ? parts[1] : nil, line: map.line(at: pragma.range.lowerBound)))
    }
    return options
}

/// `attributes <attributes> <name>`, `binding "version" <name>` and `depends_on <class> <name>`.
private func requireWellFormed(_ pragma: Pragma, _ kind: String, _ map: SourceMap) throws(Diagnostic) {
    let operands = pragma.text.split(separator: " ").dropFirst(2).map(String.init)
    let shapes = [
        "attributes": "<attributes> <name>", "binding": "\"version\" <name>", "depends_on": "<class> <name>",
    ]
    guard let shape = shapes[kind] else { return }
    let isQuoted = operands.first.map { $0.count > 2 && $0.hasPrefix("\"") && $0.hasSuffix("\"") } ?? false
    guard operands.count >= 2, kind != "binding" || isQuoted else {
        throw map.locate(.pragma("D_PRAGMA_MALFORM", "malformed #pragma \(kind) \(shape)", at: pragma.range))
    }
    let word = operands[0]
    switch kind {
    case "attributes":
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { $0.lowercased() }
        guard parts.count == 3, parts.prefix(2).allSatisfy(stabilityNames.contains), classNames.contains(parts[2])
        else {
            throw map.locate(
                .pragma("D_PRAGMA_INVAL", "invalid attributes specified by #pragma \(kind): \(word)", at: pragma.range))
        }
    case "binding":
        let numbers = word.dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(numbers.count), numbers.allSatisfy({ UInt16($0) != nil }) else {
            throw map.locate(
                .pragma("D_PRAGMA_INVAL", "invalid version specified by #pragma \(kind): \(word)", at: pragma.range))
        }
    default:
        guard ["library", "module", "provider"].contains(word) else {
            throw map.locate(
                .pragma("D_PRAGMA_INVAL", "invalid class \(word) specified by #pragma \(kind)", at: pragma.range))
        }
        if word == "library", !map.isLibrary {
            throw map.locate(
                .pragma("D_PRAGMA_DEPEND", "main program may not explicitly depend on a library", at: pragma.range))
        }
    }
}

private let stabilityNames: Set<String> = [
    "internal", "private", "obsolete", "external", "unstable", "evolving", "stable", "standard",
]
private let classNames: Set<String> = ["unknown", "cpu", "platform", "group", "isa", "common"]

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        String(source: utf8.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
    }
}
