/// A source text of a program: a script, or a probe specifier of the command line with its optional predicate and action.
public struct DSource: Hashable, Sendable {
    /// Where the source comes from, which says how short probe descriptions are completed.
    public enum Form: Hashable, Sendable {
        /// A whole script (`-s`, or a library).
        case script
        /// `-n`: the last part of a short description is the name.
        case name
        /// `-f`: the last part is the function.
        case function
        /// `-m`: the last part is the module.
        case module
        /// `-P`: the only part is the provider.
        case provider
        /// `-i`: a probe id.
        case identifier
    }

    /// For messages: the file name, or the specifier.
    public var name: String
    /// UTF-8, or any other bytes in literals and comments.
    public var text: [UInt8]
    /// Where the source comes from.
    public var form: Form
    /// A D library: declarations only, and its file name appears in diagnostics.
    public var isLibrary: Bool

    public init(name: String, text: [UInt8], form: Form, isLibrary: Bool = false) {
        self.isLibrary = isLibrary
        self.name = name
        self.text = text
        self.form = form
    }
}

/// What type checking needs besides the sources.
public struct CheckOptions: Sendable {
    /// `$0`, `$1`, ...
    public var macroArguments: [String]
    /// `$pid`, `$target`, `$uid` and the other macro variables by name.
    public var macroVariables: [String: Int64]
    /// `-xdefaultargs`: missing macro arguments read as 0 or "".
    public var defaultArguments: Bool
    /// `-Z`: a spec may match no probe.
    public var allowsNoMatch: Bool
    /// The size of D strings in bytes with the terminating zero: one more than `-xstrsize`.
    public var stringSize: Int
    /// Frames of `stack()` without an argument.
    public var stackFrames: Int
    /// Frames of `ustack()` without an argument.
    public var userStackFrames: Int
    /// Frames of `jstack()` without an argument.
    public var javaStackFrames: Int
    /// The most frames of any stack, nil for no limit but the kernel's.
    public var maximumFrames: Int?
    /// `-xargref`: macro arguments need not all be used.
    public var allowsUnusedArguments: Bool
    /// `-xempty`: a source may hold nothing.
    public var allowsEmpty: Bool
    /// `-xamin`: what programs may rely upon at least.
    public var minimumAttributes: Attributes?

    public init(
        macroArguments: [String] = [], macroVariables: [String: Int64] = [:], defaultArguments: Bool = false,
        allowsNoMatch: Bool = false, stringSize: Int = 257, stackFrames: Int = 20,
        userStackFrames: Int = 100, javaStackFrames: Int = 50, allowsUnusedArguments: Bool = false,
        allowsEmpty: Bool = false, minimumAttributes: Attributes? = nil, maximumFrames: Int? = nil
    ) {
        self.maximumFrames = maximumFrames
        self.minimumAttributes = minimumAttributes
        self.allowsEmpty = allowsEmpty
        self.allowsUnusedArguments = allowsUnusedArguments
        self.macroArguments = macroArguments
        self.macroVariables = macroVariables
        self.defaultArguments = defaultArguments
        self.allowsNoMatch = allowsNoMatch
        self.stringSize = stringSize
        self.stackFrames = stackFrames
        self.userStackFrames = userStackFrames
        self.javaStackFrames = javaStackFrames
    }
}
