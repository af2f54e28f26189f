public import BPF

/// One place where a probe fires, with the context found there.
public struct ProbeSite: Hashable, Sendable {
    public var context: ContextLayout
    public var attachPoint: AttachPoint

    public init(context: ContextLayout, attachPoint: AttachPoint) {
        self.context = context
        self.attachPoint = attachPoint
    }
}
