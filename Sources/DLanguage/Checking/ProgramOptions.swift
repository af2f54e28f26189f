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

/// What the pragmas of sources say about the stability of providers, in order, found without checking anything else.
public func providerAttributes(in sources: [DSource]) throws(Diagnostic) -> [ProviderAttributes] {
    var result: [ProviderAttributes] = []
    for (index, source) in sources.enumerated() {
        result += try naming(index) { () throws(Diagnostic) in
            let lexed = try lex(source, options: CheckOptions(defaultArguments: true))
            return lexed.pragmas.compactMap(ProviderAttributes.init)
        }
    }
    return result
}

private let pragmaNames: Set<String> = ["option", "attributes", "binding", "depends_on", "error", "ident", "line"]

private func programOptions(of pragmas: [Pragma], in map: SourceMap) throws(Diagnostic) -> [ProgramOption] {
    var options: [ProgramOption] = []
    for pragma in pragmas {
        let words = pragma.words
        // `#pragma D` alone says nothing.
        guard words.first == "D", words.count > 1 else { continue }
        guard pragmaNames.contains(words[1]) else { throw map.locate(.invalidPragma(words[1], at: pragma.range)) }
        switch words[1] {
        case "error":
            throw map.locate(.errorDirective(words.dropFirst(2).joined(separator: " "), at: pragma.range))
        case "option": options.append(try option(words.dropFirst(2), of: pragma, in: map))
        default: try requireWellFormed(pragma, words[1], map)
        }
    }
    return options
}

/// `option name` or `option name=value`, one word.
private func option(
    _ words: ArraySlice<String>, of pragma: Pragma, in map: SourceMap
) throws(Diagnostic) -> ProgramOption {
    guard let word = words.first, !word.hasPrefix("\"") else {
        throw map.locate(.malformedPragma("malformed #pragma option <option>=<val>", at: pragma.range))
    }
    guard words.count == 1 else {
        throw map.locate(.malformedPragma("superfluous arguments specified for #pragma option", at: pragma.range))
    }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return ProgramOption(
        name: parts[0], value: parts.count > 1 ? parts[1] : nil, line: map.line(at: pragma.range.lowerBound))
}

/// `attributes <attributes> <name>`, `binding "version" <name>` and `depends_on <class> <name>`.
private func requireWellFormed(_ pragma: Pragma, _ kind: String, _ map: SourceMap) throws(Diagnostic) {
    let operands = Array(pragma.words.dropFirst(2))
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
        guard Attributes(word) != nil else {
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

extension Pragma {
    /// What stands between blanks.
    var words: [String] { text.split { $0 == " " || $0 == "\t" }.map(String.init) }
}
