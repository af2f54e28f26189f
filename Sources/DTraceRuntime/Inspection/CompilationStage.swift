/// A stage of compilation whose result can be shown.
public enum CompilationStage: String, CaseIterable, Hashable, Sendable {
    /// The words of each source.
    case tokens
    /// Each source's syntax tree.
    case ast
    /// The clauses with their types.
    case typed
    /// What is loaded and where it is attached.
    case plan
    /// The compiled clauses as instructions.
    case asm
    /// Every program as it is loaded, in hexadecimal; maps and kernel functions have the number 0.
    case bytes

    /// Whether it lies behind the syntax tree: then types and probes have to be there.
    public var needsPreparation: Bool { self != .tokens && self != .ast }
}
