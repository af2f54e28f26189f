public import DCompiler
import SystemInfo

/// Reports what was dropped since it last looked, in DTrace's sentences.
public struct DropReport: Sendable {
    /// `-xdroptags`: sentences begin with the kind's tag in brackets.
    public var showsTags: Bool
    /// All drops reported so far.
    public private(set) var total: UInt64 = 0
    /// What was counted at the last look, CPU after CPU.
    private var seen: [UInt64] = []

    public init(showsTags: Bool = false) { self.showsTags = showsTags }

    /// Takes the value of `RuntimeMap.drops` for all CPUs and adds a sentence for every counter that has grown.
    public mutating func update(_ counters: RawSpan, into diagnostics: inout OutputBuffer) {
        let kinds = DropKind.allCases
        let cpus = counters.byteCount / (8 * kinds.count)
        if seen.count < cpus * kinds.count {
            seen += [UInt64](repeating: 0, count: cpus * kinds.count - seen.count)
        }
        var sums = [UInt64](repeating: 0, count: kinds.count)
        for index in 0..<(cpus * kinds.count) {
            let now = counters.integer(at: index * 8, as: UInt64.self) ?? 0
            let kind = kinds[index % kinds.count]
            let more = now > seen[index] ? now - seen[index] : 0
            seen[index] = max(now, seen[index])
            if more > 0, kind.isReportedPerCPU {
                append(more, kind, cpu: index / kinds.count, to: &diagnostics)
            } else {
                sums[kind.rawValue] &+= more
            }
        }
        for kind in kinds where sums[kind.rawValue] > 0 {
            append(sums[kind.rawValue], kind, cpu: nil, to: &diagnostics)
        }
    }

    /// Adds the sentence for a number of drops; `cpu` is needed for kinds that are reported per CPU.
    public mutating func append(_ count: UInt64, _ kind: DropKind, cpu: Int?, to diagnostics: inout OutputBuffer) {
        total &+= count
        diagnostics.append("dtrace: " as StaticString)
        if showsTags { diagnostics.append("[\(kind.tag)] ") }
        diagnostics.append(count)
        diagnostics.append(" \(kind.noun)\(count == 1 ? "" : "s")")
        if let detail = kind.detail { diagnostics.append(" (\(detail))") }
        if let cpu { diagnostics.append(" on CPU \(cpu)") }
        diagnostics.append(byte: 0x0a)
    }
}

extension DropKind {
    /// DTrace's tag of the kind.
    public var tag: String {
        switch self {
        case .principal: "DTRACEDROP_PRINCIPAL"
        case .aggregation: "DTRACEDROP_AGGREGATION"
        case .dynamic: "DTRACEDROP_DYNAMIC"
        case .context: "DTRACEDROP_CONTEXT"
        case .speculation: "DTRACEDROP_SPEC"
        case .speculationBusy: "DTRACEDROP_SPECBUSY"
        case .speculationUnavailable: "DTRACEDROP_SPECUNAVAIL"
        }
    }

    var isReportedPerCPU: Bool {
        switch self {
        case .principal, .aggregation, .context: true
        case .dynamic, .speculation, .speculationBusy, .speculationUnavailable: false
        }
    }

    fileprivate var noun: String {
        switch self {
        case .principal: "drop"
        case .aggregation: "aggregation drop"
        case .dynamic: "dynamic variable drop"
        case .context: "probe context drop"
        case .speculation: "speculative drop"
        case .speculationBusy, .speculationUnavailable: "failed speculation"
        }
    }

    fileprivate var detail: String? {
        switch self {
        case .speculationBusy: "available buffer(s) still busy"
        case .speculationUnavailable: "no speculative buffer available"
        default: nil
        }
    }
}
