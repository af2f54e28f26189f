import DTraceRuntime

extension Invocation {
    /// The option string that DTrace gives to getopt(3).
    static let specification = "3:6:aAb:Bc:CD:ef:FGhHi:I:lL:m:n:o:p:P:qs:SU:vVwx:X:Z"

    /// Understands a command line; `arguments` are those after the program's name.
    public init(arguments: [String]) throws(UsageError) {
        self.init()
        guard !arguments.isEmpty else { throw .nothing }
        if arguments.first == "providers" {
            try setProviders(Array(arguments.dropFirst()))
            return
        }
        if arguments.first == "new-provider" {
            mode = .newProvider(try Self.newProvider(Array(arguments.dropFirst())))
            return
        }
        var scanner = OptionScanner(arguments, specification: Self.specification)
        var modes: Set<Character> = []
        while let element = try Self.next(&scanner) {
            switch element {
            case .operand(let text): macroArguments.append(text)
            case .long(let name, let value): try setLong(name, value, &scanner)
            case .option(let letter, let value):
                if "GhlV".contains(letter) { modes.insert(letter) }
                try set(letter, value ?? "")
            }
        }
        try settle(modes)
    }

    /// `providers [-v] [--provider-path folder]`.
    private mutating func setProviders(_ arguments: [String]) throws(UsageError) {
        mode = .providers
        var scanner = OptionScanner(arguments, specification: "v")
        while let element = try Self.next(&scanner) {
            switch element {
            case .option: isVerbose = true
            case .long("provider-path", let value): try addPluginFolder(value, &scanner)
            case .long(let name, _): throw .unknownLong(name)
            case .operand(let text): throw .strayOperand(text)
            }
        }
    }

    /// `new-provider name [--directory folder] [--package location]`.
    private static func newProvider(_ arguments: [String]) throws(UsageError) -> NewProvider {
        var new = NewProvider(name: "")
        var scanner = OptionScanner(arguments, specification: "")
        while let element = try next(&scanner) {
            switch element {
            case .long("directory", let value): new.folder = try word(value, &scanner, of: "directory")
            case .long("package", let value): new.package = try word(value, &scanner, of: "package")
            case .long(let name, _): throw .unknownLong(name)
            case .operand(let text) where new.name.isEmpty: new.name = text
            case .operand(let text): throw .strayName(text)
            case .option: continue
            }
        }
        guard !new.name.isEmpty else { throw .missingName }
        if let problem = NewProvider.problem(ofName: new.name) { throw .badName(new.name, problem) }
        return new
    }

    private mutating func addPluginFolder(_ value: String?, _ scanner: inout OptionScanner) throws(UsageError) {
        pluginFolders.append(try Self.word(value, &scanner, of: "provider-path"))
    }

    /// The value of a long option: behind `=`, or the word after it.
    private static func word(
        _ value: String?, _ scanner: inout OptionScanner, of option: String
    ) throws(UsageError) -> String {
        var text = value
        if text == nil, case .operand(let word) = try next(&scanner) { text = word }
        guard let text, !text.isEmpty else { throw .missingValue(option) }
        return text
    }

    private static func next(_ scanner: inout OptionScanner) throws(UsageError) -> OptionScanner.Element? {
        do {
            return try scanner.next()
        } catch {
            throw UsageError(error.description, showsUsage: true)
        }
    }

    /// Decides what is to be done once every option is known.
    private mutating func settle(_ modes: Set<Character>) throws(UsageError) {
        if modes.count > 1 { throw .modes }
        if mode == .help { return }
        switch modes.first {
        case .some(let letter) where letter == "G" || letter == "h":
            guard sources.contains(where: { $0.form == .script }) else { throw .noScript(letter) }
            mode = letter == "h" ? .header : .object
        case "l": mode = .list
        case "V": mode = .version
        default: break
        }
    }

    private mutating func set(_ letter: Character, _ value: String) throws(UsageError) {
        if let form = Form(rawValue: letter) {
            sources.append(Source(form, value))
            return
        }
        switch letter {
        case "a", "A": throw .anonymous(letter)
        case "3", "6": try setDataModel(letter, value)
        case "c": commands.append(value)
        case "p":
            guard let process = Int(value), process > 0 else { throw .badProcess(value) }
            processes.append(process)
        case "e": stopsAfterCompiling = true
        case "o": outputPath = value
        case "S": showsDisassembly = true
        case "C": preprocessor.isEnabled = true
        case "H": preprocessor.arguments.append("-H")
        case "D", "U", "I": preprocessor.arguments.append("-\(letter)\(value)")
        default: try setOption(letter, value)
        }
    }

    /// Letters that stand for an option of `-x`.
    private mutating func setOption(_ letter: Character, _ value: String) throws(UsageError) {
        switch letter {
        case "b": options.append(Option("b", "bufsize", value))
        case "F": options.append(Option("F", "flowindent"))
        case "L": options.append(Option("L", "libdir", value))
        case "q": options.append(Option("q", "quiet"))
        case "v": isVerbose = true
        case "w": options.append(Option("w", "destructive"))
        case "Z": options.append(Option("Z", "zdefs"))
        case "X": options.append(Option("X", "stdc", value))
        case "x":
            let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let setting = parts.count > 1 ? parts[1] : nil
            preprocessor.take(parts[0], setting)
            options.append(Option("x", parts[0], setting))
        default: break  // -B, and -G, -h, -l, -V, which are modes.
        }
    }

    private func setDataModel(_ letter: Character, _ value: String) throws(UsageError) {
        switch (letter, value) {
        case ("3", "2"): throw .dataModel
        case ("6", "4"): return
        default: throw UsageError("invalid option -- '\(letter)\(value)'", showsUsage: true)
        }
    }

    private mutating func setLong(_ name: String, _ value: String?, _ scanner: inout OptionScanner) throws(UsageError) {
        switch name {
        case "explain", "help":
            if value != nil { throw .strayValue(name) }
            if name == "help" { mode = .help } else { explains = true }
        case "emit":
            var text = value
            if text == nil, case .operand(let operand) = try Self.next(&scanner) { text = operand }
            guard let text, let stage = CompilationStage(rawValue: text) else { throw .badStage(text) }
            emits = stage
        case "provider-path": try addPluginFolder(value, &scanner)
        default: throw .unknownLong(name)
        }
    }
}
