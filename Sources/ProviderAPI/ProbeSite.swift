public import BPF

/// One place where a probe fires, with the context found there.
public struct ProbeSite: Hashable, Sendable {
    /// Where the arguments lie when it fires.
    public var context: ContextLayout
    /// Where it is attached.
    public var attachPoint: AttachPoint
    /// How firings of this probe are told from others at the same attach point; nil when it has the place for itself.
    public var dispatch: Dispatch?
    /// Whose firings are this probe's at a place that processes share; nil when all of them are.
    public var process: ProcessShare?

    /// A place and what is found there.
    public init(
        context: ContextLayout, attachPoint: AttachPoint, dispatch: Dispatch? = nil, process: ProcessShare? = nil
    ) {
        self.context = context
        self.attachPoint = attachPoint
        self.dispatch = dispatch
        self.process = process
    }
}

/// The share that one probe has in a place of a file which every process that maps it passes.
///
/// One attached program serves the probes of all processes at the place: it looks up whose firing it is by the process.
public enum ProcessShare: Hashable, Sendable {
    /// The firings of the process with this id.
    case process(Int)
    /// The firings of all processes that no other probe at the place has, those that start later among them.
    case others
}

/// Makes one attach point serve many probes: a number in the native context says whose firing it is.
///
/// Sites with equal attach points and selectors are attached together, by one program that looks the number up in a
/// table before it does anything else. Firings with a number that is nobody's cost that look-up and nothing more.
/// No attach cookie is needed.
public struct Dispatch: Hashable, Sendable {
    /// The number: computed for every firing at the attach point, so it should be cheap.
    public var selector: ArgumentSource
    /// The number that means this probe, in `Dispatch.keys`.
    public var key: Int

    /// A number in the context, and which one is this probe's.
    public init(selector: ArgumentSource, key: Int) {
        self.selector = selector
        self.key = key
    }

    /// The keys a table can hold.
    public static let keys = 0..<4096
}
