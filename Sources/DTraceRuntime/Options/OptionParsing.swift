import DLanguage

/// Why an option was not set.
public enum OptionProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownName
    case badValue
    /// It can be set only before tracing starts.
    case tracingIsActive
    /// A version of the D language that is none.
    case malformedVersion
    /// A version of the D language that there never was.
    case unknownVersion

    /// DTrace's words.
    public var description: String {
        switch self {
        case .unknownName: "Invalid option name"
        case .badValue: "Invalid value for specified option"
        case .tracingIsActive: "Operation illegal when tracing is active"
        case .malformedVersion: "Version is not properly formatted or is too large"
        case .unknownVersion: "Requested version is not supported by compiler"
        }
    }
}

/// An option that could not be set, with where it was given.
public struct OptionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where an option can be given.
    public enum Origin: Hashable, Sendable {
        /// `-x name=value`, or a flag of the command line that sets an option.
        case flag(Character)
        /// `#pragma D option name=value`.
        case pragma
        /// `setopt()` of a running program.
        case action
        /// `DTRACE_OPT_NAME` of the environment.
        case environment
    }

    public var name: String
    public var value: String?
    public var origin: Origin
    public var problem: OptionProblem

    /// DTrace's sentence, without `dtrace: ` and the compiler's line.
    public var description: String {
        switch origin {
        case .flag("x"): "failed to set -x \(name): \(problem)"
        case .flag(let letter): "failed to set -\(letter): \(problem)"
        case .pragma, .action:
            "failed to set option '\(name)'\(value.map { " to '\($0)'" } ?? ""): \(problem)"
        case .environment: "failed to set option '\(name)' from DTRACE_OPT_\(name.uppercased()): \(problem)"
        }
    }
}

extension OptionDefinition.Kind {
    /// Reads a value; nil text stands for an option given by its name alone.
    public func parse(_ text: String?) throws(OptionProblem) -> OptionValue {
        switch self {
        case .flag: return .number(try Self.flag(text))
        case .bareFlag:
            guard text == nil else { throw .badValue }
            return .number(1)
        case .version: return .number(try Self.version(text))
        case .integer: return .number(try Self.number(text ?? "0"))
        case .positive: return .number(try Self.positive(text ?? ""))
        case .optionalPositive: return .number(try text.map(Self.positive) ?? 1)
        case .size: return .number(try Self.size(text ?? ""))
        case .rate: return .number(try Self.rate(text ?? ""))
        case .string:
            guard let text else { throw .badValue }
            return .text(text)
        case .optionalString: return .text(text ?? "")
        case .word(let words):
            guard let text, words.contains(text) else { throw .badValue }
            return .text(text)
        case .attributes:
            guard let text, Attributes(text) != nil else { throw .badValue }
            return .text(text)
        case .limit: return .number(text == "unlimited" ? .max : try Self.size(text ?? ""))
        }
    }

    private static func flag(_ text: String?) throws(OptionProblem) -> Int64 {
        guard let text = text?.lowercased() else { return 1 }
        if ["on", "yes", "true", "set", "enable", "enabled"].contains(text) { return 1 }
        if ["", "off", "no", "false", "unset", "disable", "disabled"].contains(text) { return 0 }
        // To DTrace an option that has a number is set, whatever the number is.
        _ = try number(text)
        return 1
    }

    /// A version of the D language, as `1.6.4`; its parts in one number.
    private static func version(_ text: String?) throws(OptionProblem) -> Int64 {
        let parts = (text ?? "").split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard (2...3).contains(parts.count), !parts.contains(nil) else { throw .malformedVersion }
        let numbers = parts.map { Int64($0 ?? 0) } + [0]
        let version = numbers[0] << 16 | numbers[1] << 8 | numbers[2]
        guard versions.contains(where: { $0 == version }) else { throw .unknownVersion }
        return version
    }

    /// The versions DTrace has given to the D language.
    private static let versions: [Int64] = [
        0x10000, 0x10100, 0x10200, 0x10201, 0x10202, 0x10300, 0x10400, 0x10401, 0x10500, 0x10600, 0x10601, 0x10602,
        0x10603, 0x10604, 0x20000, 0x20001,
    ]

    /// A number as strtoll(3) with base 0 reads it: decimal, `0x` hexadecimal or `0` octal; none is negative.
    private static func number(_ text: String) throws(OptionProblem) -> Int64 {
        let (value, rest) = leadingNumber(text)
        guard let value, value >= 0, rest.isEmpty else { throw .badValue }
        return value
    }

    private static func positive(_ text: String) throws(OptionProblem) -> Int64 {
        let value = try number(text)
        guard value > 0 else { throw .badValue }
        return value
    }

    private static func size(_ text: String) throws(OptionProblem) -> Int64 {
        let (value, rest) = leadingNumber(text)
        let shifts: [String: Int64] = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40]
        guard let value, value >= 0, let shift = shifts[rest.lowercased()] else { throw .badValue }
        let (bytes, overflow) = value.multipliedReportingOverflow(by: 1 << shift)
        guard !overflow else { throw .badValue }
        return bytes
    }

    /// Nanoseconds from a time, or from a rate per second.
    private static func rate(_ text: String) throws(OptionProblem) -> Int64 {
        let (value, rest) = leadingNumber(text)
        guard let value, value >= 0 else { throw .badValue }
        let unit = rest.lowercased()
        if unit.isEmpty || unit == "hz" { return value == 0 ? 0 : 1_000_000_000 / value }
        guard let factor = nanoseconds[unit] else { throw .badValue }
        let (time, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw .badValue }
        return time
    }

    private static let nanoseconds: [String: Int64] = [
        "ns": 1, "nsec": 1, "us": 1000, "usec": 1000, "ms": 1_000_000, "msec": 1_000_000, "s": 1_000_000_000,
        "sec": 1_000_000_000, "m": 60_000_000_000, "min": 60_000_000_000, "h": 3_600_000_000_000,
        "hour": 3_600_000_000_000, "d": 86_400_000_000_000, "day": 86_400_000_000_000,
    ]

    /// The number that begins a text, nil when there is none or it does not fit, and what follows it.
    private static func leadingNumber(_ text: String) -> (value: Int64?, rest: Substring) {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        var radix = 10
        if rest.hasPrefix("0x") || rest.hasPrefix("0X") {
            radix = 16
            rest.removeFirst(2)
        } else if rest.hasPrefix("0") {
            radix = 8
        }
        let digits = rest.prefix { $0.isASCII && ($0.hexDigitValue.map { $0 < radix } ?? false) }
        let value = Int64((isNegative ? "-" : "") + digits, radix: radix)
        return (value, rest.dropFirst(digits.count))
    }
}
