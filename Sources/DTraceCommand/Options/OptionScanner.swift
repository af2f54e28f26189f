/// Splits a command line into options and operands as getopt(3) does.
///
/// Options may be grouped (`-qv`), a value may be attached (`-n'BEGIN'`) or follow (`-n 'BEGIN'`), and `--` ends a run of
/// options. Scanning stops at an operand; the caller takes it and may go on, which is how DTrace lets options follow
/// macro arguments.
struct OptionScanner {
    /// What came next on the command line.
    enum Element: Equatable {
        case option(Character, value: String?)
        /// `--name` or `--name=value`.
        case long(name: String, value: String?)
        case operand(String)
    }

    /// Why an option cannot be understood; worded as getopt(3) words it.
    enum Failure: Error, Equatable, CustomStringConvertible {
        case unknown(Character)
        case missingValue(Character)

        var description: String {
            switch self {
            case .unknown(let letter): "invalid option -- '\(letter)'"
            case .missingValue(let letter): "option requires an argument -- '\(letter)'"
            }
        }
    }

    private let flags: Set<Character>
    private let valued: Set<Character>
    private var arguments: ArraySlice<String>
    private var group: Substring = ""

    /// `specification` is an option string of getopt(3): each letter an option, followed by a colon when it takes a value.
    init(_ arguments: [String], specification: String) {
        self.arguments = arguments[...]
        var flags: Set<Character> = []
        var valued: Set<Character> = []
        var previous: Character?
        for letter in specification {
            if letter == ":", let previous {
                flags.remove(previous)
                valued.insert(previous)
            } else {
                flags.insert(letter)
            }
            previous = letter
        }
        self.flags = flags
        self.valued = valued
    }

    /// The next option or operand, or nil at the end.
    mutating func next() throws(Failure) -> Element? {
        if let letter = group.popFirst() { return try option(letter) }
        guard let argument = arguments.popFirst() else { return nil }
        if argument == "--" { return arguments.popFirst().map { .operand($0) } }
        if argument.hasPrefix("--") { return long(argument.dropFirst(2)) }
        guard argument.hasPrefix("-"), argument != "-" else { return .operand(argument) }
        group = argument.dropFirst()
        return try next()
    }

    private mutating func option(_ letter: Character) throws(Failure) -> Element {
        if flags.contains(letter) { return .option(letter, value: nil) }
        guard valued.contains(letter) else { throw .unknown(letter) }
        if !group.isEmpty {
            defer { group = "" }
            return .option(letter, value: String(group))
        }
        guard let value = arguments.popFirst() else { throw .missingValue(letter) }
        return .option(letter, value: value)
    }

    private func long(_ text: Substring) -> Element {
        guard let equals = text.firstIndex(of: "=") else { return .long(name: String(text), value: nil) }
        return .long(name: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
}
