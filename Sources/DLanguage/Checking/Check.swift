/// Checks a program against the probes and types at hand: the third stage.
///
/// Sources are checked in order, after the libraries that count for every program. `#pragma D option` settings that say what is allowed count for
/// the whole program. Throws the first finding.
public func check(
    _ sources: [DSource], options: CheckOptions, resolver: any ProbeResolver, types: any TypeSource,
    libraries: any LibraryCatalog = NoLibraries()
) throws(Diagnostic) -> TypedProgram {
    let settings = try programOptions(in: sources)
    let options = options.applying(settings)
    var parsed: [SyntaxProgram] = []
    for (index, source) in sources.enumerated() {
        parsed.append(
            try naming(index) { () throws(Diagnostic) in
                let program = try parse(source, options: options)
                guard !program.items.isEmpty || source.isLibrary || options.allowsEmpty else {
                    throw program.map.locate(.emptyProgram(at: program.map.end))
                }
                return program
            })
    }
    try requireArgumentsUsed(parsed, options)
    var checker = Checker(options: options, resolver: resolver, types: types, libraries: libraries)
    checker.program.options = settings
    try checker.declareRequiredLibraries()
    for (index, syntax) in parsed.enumerated() {
        let first = checker.program.clauses.count
        try naming(index) { () throws(Diagnostic) in
            if !sources[index].isLibrary { try checker.requireDependencies(of: syntax) }
            try checker.within(syntax.map) { (checker) throws(Diagnostic) in
                try checker.check(syntax, isLibrary: sources[index].isLibrary)
            }
        }
        for clause in first..<checker.program.clauses.count { checker.program.clauses[clause].source = index }
    }
    return checker.program
}

/// Macro arguments that no source names are most likely mistakes.
private func requireArgumentsUsed(_ parsed: [SyntaxProgram], _ options: CheckOptions) throws(Diagnostic) {
    guard !options.allowsUnusedArguments, let last = parsed.last else { return }
    let used = parsed.reduce(into: Set<Int>()) { $0.formUnion($1.usedArguments) }
    for number in options.macroArguments.indices.dropFirst() where !used.contains(number) {
        try naming(parsed.count - 1) { () throws(Diagnostic) in
            throw last.map.locate(.unusedMacroArgument(options.macroArguments[number], number, at: last.map.end))
        }
    }
}

/// Runs a stage over one source; what it throws says which source that was.
func naming<Result>(_ source: Int, _ stage: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
    do {
        return try stage()
    } catch {
        var finding = error
        finding.source = source
        throw finding
    }
}

extension CheckOptions {
    /// With the program's own settings of what is allowed; sizes are the caller's, who knows how to read them.
    fileprivate func applying(_ settings: [ProgramOption]) -> CheckOptions {
        var result = self
        for setting in settings where !["0", "off", "no", "false", "unset", "disabled"].contains(setting.value) {
            switch setting.name {
            case "zdefs": result.allowsNoMatch = true
            case "defaultargs": result.defaultArguments = true
            case "empty": result.allowsEmpty = true
            case "argref": result.allowsUnusedArguments = true
            default: break
            }
        }
        return result
    }
}
