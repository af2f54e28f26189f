/// The options of a session: what was set, checked against `OptionTable`, with typed access to what the runtime reads.
public struct SessionOptions: Hashable, Sendable {
    private var values: [String: OptionValue] = [:]
    /// Every value given to options that can be given several times (`define`, `undef`, `incdir`, `libdir`), in order.
    private var lists: [String: [String]] = [:]

    /// DTrace's defaults.
    public init() {}

    /// Sets an option from `name` and `value`, or from `name=value` in one.
    ///
    /// - Parameter isTracing: Whether tracing has started; only dynamic options can be set then.
    public mutating func set(
        _ name: String, to value: String? = nil, origin: OptionError.Origin = .flag("x"), isTracing: Bool = false
    ) throws(OptionError) {
        var name = name
        var value = value
        if value == nil, let sign = name.firstIndex(of: "=") {
            value = String(name[name.index(after: sign)...])
            name = String(name[..<sign])
        }
        do throws(OptionProblem) {
            guard let definition = OptionTable.definition(of: name) else { throw .unknownName }
            guard !isTracing || definition.phase == .dynamic else { throw .tracingIsActive }
            let parsed = try definition.kind.parse(value)
            if case .text(let text) = parsed { lists[name, default: []].append(text) }
            values[name] = parsed
        } catch {
            throw OptionError(name: name, value: value, origin: origin, problem: error)
        }
    }

    /// Sets options from `DTRACE_OPT_NAME=value` variables; other variables are left alone.
    public mutating func apply(environment: [String: String]) throws(OptionError) {
        let prefix = "DTRACE_OPT_"
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix(prefix) {
            let name = variable.dropFirst(prefix.count).lowercased()
            try set(name, to: value.isEmpty ? nil : value, origin: .environment)
        }
    }

    /// The value of an option: what was set, else its default, else nil.
    public subscript(name: String) -> OptionValue? { values[name] ?? OptionTable.definition(of: name)?.initial }

    /// The number an option stands for, nil when it is unset or text.
    public func number(_ name: String) -> Int64? {
        if case .number(let value) = self[name] { value } else { nil }
    }

    /// The text of an option, nil when it is unset.
    public func text(_ name: String) -> String? {
        if case .text(let value) = self[name] { value } else { nil }
    }

    /// All texts an option was given, in order.
    public func texts(_ name: String) -> [String] { lists[name] ?? [] }

    /// Whether a flag is on.
    public func isOn(_ name: String) -> Bool { (number(name) ?? 0) != 0 }
}

extension SessionOptions {
    /// Bytes of a ring buffer, for each CPU.
    public var bufferSize: Int { granted("bufsize") }
    /// Bytes for aggregations, for each CPU.
    public var aggregationSize: Int { granted("aggsize") }
    /// Bytes for associative arrays and thread-local variables.
    public var dynamicVariableSize: Int { granted("dynvarsize") }
    /// Bytes of a speculation.
    public var speculationSize: Int { granted("specsize") }
    /// Whether records are copied to the reader instead of being written where it finds them.
    public var copiesRecords: Bool { text("records") == "copy" }
    /// How many speculations can be under way.
    public var speculationCount: Int { size("nspec") }
    /// Bytes of a string with its terminating zero, which `strsize` does not count.
    public var stringSize: Int { size("strsize") + 1 }
    /// Bytes of scratch memory of a firing.
    public var scratchSize: Int { size("scratchsize") }
    /// The most bytes `pcap()` records of a packet; none has more than 64 KiB.
    public var packetSize: Int { min(size("pcapsize"), 65_536) }
    /// What becomes of records while tracing goes on.
    var bufferPolicy: BufferPolicy { text("bufpolicy").flatMap { BufferPolicy(rawValue: $0) } ?? .switch }
    /// Frames that `stack()` records when it does not say.
    public var stackFrames: Int { size("stackframes") }
    /// Frames that `ustack()` records when it does not say.
    public var userStackFrames: Int { size("ustackframes") }
    /// Frames that `jstack()` records when it does not say.
    public var javaStackFrames: Int { size("jstackframes") }
    /// The most frames any stack can have; nil for the kernel's own limit.
    public var maximumFrames: Int? { number("maxframes").map { Int(clamping: $0) } }
    /// Nanoseconds between two reads of the buffers; 0 leaves it to the session.
    public var switchRate: Int64 { number("switchrate") ?? 0 }
    /// Nanoseconds between two reads of the aggregations; 0 reads them when they are shown.
    public var aggregationRate: Int64 { number("aggrate") ?? 0 }
    /// Nanoseconds between two looks at drops and at whether the run is over.
    public var statusRate: Int64 { number("statusrate") ?? 1_000_000_000 }
    /// The only CPU to trace, nil for all.
    public var cpu: Int? { number("cpu").map { Int(clamping: $0) } }

    /// `-q`: only what the program prints itself is shown.
    public var isQuiet: Bool { isOn("quiet") }
    /// `-w`: actions that change the system are allowed.
    public var allowsDestructive: Bool { isOn("destructive") }
    /// `-Z`: descriptions may match no probe.
    public var allowsNoMatch: Bool { isOn("zdefs") }
    /// Missing macro arguments read as 0 or "".
    public var defaultArguments: Bool { isOn("defaultargs") }
    /// Compiler messages show their tags.
    public var showsErrorTags: Bool { isOn("errtags") }
    /// Drop messages show their tags.
    public var showsDropTags: Bool { isOn("droptags") }

    /// How data is shown; `_DTRACE_TESTING` is no option and comes from the environment.
    public func output(isTesting: Bool = false) -> OutputOptions {
        var output = OutputOptions()
        output.isQuiet = isQuiet
        output.indentsFlow = isOn("flowindent")
        output.isTesting = isTesting
        output.showsRawBytes = isOn("rawbytes")
        output.stackIndent = max(0, Int(clamping: min(number("stackindent") ?? 14, 4096)))
        output.printSize = size("printsize")
        output.skipsUserSymbols = isOn("noresolve")
        output.showsAggregationsPerCPU = isOn("aggpercpu")
        output.sortsByKey = isOn("aggsortkey")
        output.sortKeyPosition = size("aggsortkeypos")
        output.sortAggregationPosition = size("aggsortpos")
        output.sortsInReverse = isOn("aggsortrev")
        return output
    }

    private func size(_ name: String) -> Int { max(0, Int(clamping: number(name) ?? 0)) }
}
