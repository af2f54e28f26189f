/// The `#pragma D option` settings of sources in order, found without checking anything else.
///
/// They are needed before `check`, because some of them are options of checking.
public func programOptions(in sources: [DSource]) throws(Diagnostic) -> [ProgramOption] {
    var result: [ProgramOption] = []
    for (index, source) in sources.enumerated() {
        result += try naming(index) { () throws(Diagnostic) in
            // Arguments that are missing are reported by the stage that needs them.
            let lexed = try lex(source, options: CheckOptions(defaultArguments: true))
            return try programOptions(of: lexed.pragmas, in: lexed.map)
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
        guard words[1] == "option" else { continue }
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

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        String(source: utf8.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
    }
}
