/// The reserved words of D (DTrace guide, chapter Program Structure), those without meaning yet included.
public enum Keyword: String, Hashable, Sendable, CaseIterable {
    case auto, `break`, `case`, char, const, `continue`, counter, `default`, `do`, double, `else`, `enum`, extern
    case float, `for`, goto, `if`, `import`, inline, int, long, offsetof, probe, provider, register, restrict
    case `return`, `self`, short, signed, sizeof, `static`, string, stringof, `struct`, `switch`, this, translator
    case typedef, union, unsigned, userland, void, volatile, `while`, xlate

    /// Whether the word can begin a type name.
    var beginsType: Bool {
        switch self {
        case .char, .const, .double, .enum, .float, .int, .long, .short, .signed, .string, .struct, .union, .unsigned,
            .userland, .void, .volatile, .restrict:
            true
        default: false
        }
    }
}
