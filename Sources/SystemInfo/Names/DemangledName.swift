import CDemangle
import Glibc

/// What the symbol of a C++ or Swift function says of it.
public struct DemangledName: Hashable, Sendable {
    /// Whose rules the symbol follows.
    public enum Language: Hashable, Sendable {
        case cxx
        case swift
    }

    public var language: Language
    /// Everything the symbol says: `Shop.Cart.add(_: Swift.Int, price: Swift.Double) -> Swift.Int`.
    public var text: String

    /// Demangles a symbol; nil for one of another language.
    public init?(_ symbol: String) {
        // Without these beginnings nothing is asked: most symbols are C.
        if symbol.hasPrefix("_Z") {
            language = .cxx
        } else if symbol.hasPrefix("$s") || symbol.hasPrefix("$S") || symbol.hasPrefix("_T0") || symbol.hasPrefix("_$s")
        {
            language = .swift
        } else {
            return nil
        }
        let result =
            switch language {
            case .cxx: __cxa_demangle(symbol, nil, nil, nil)
            case .swift: swift_demangle(symbol, symbol.utf8.count, nil, nil, 0)
            }
        guard let result else { return nil }
        text = String(cString: result)
        free(result)
        // What Swift cannot read it gives back.
        if text == symbol { return nil }
    }

    /// Whether a symbol begins as those of C++ and Swift do.
    static func mayBeMangled(_ symbol: UnsafePointer<CChar>) -> Bool {
        ["_Z", "$s", "$S", "_T0", "_$s"].contains { (start: String) in strncmp(start, symbol, start.utf8.count) == 0 }
    }

    /// The text as it is shown in stacks: a Swift function without types, everything else in full.
    public var shown: String { language == .swift ? SwiftFunctionName(text)?.name ?? text : text }

    /// The texts that patterns are held against: in full, as shown, and up to the parameters with dots for `::`, which
    /// probe descriptions cannot hold.
    public var forms: [String] {
        let head = text.prefix { $0 != "(" && $0 != "<" }
        return [text, shown, head.split(separator: "::", omittingEmptySubsequences: false).joined(separator: ".")]
    }
}
