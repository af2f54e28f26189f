import BPF
import PluginProtocol
import ProviderAPI

extension ProbeSite {
    /// Throws unless the carrier serves the attach point and a converter can be made of the layout.
    func check(at place: String) throws(WireError) {
        try attachPoint.check(at: "\(place).attach")
        guard attachPoint.isServed(by: context.carrier) else {
            throw WireError("\(place).context.carrier", "is \(context.carrier), which does not serve \(attachPoint)")
        }
        let sources =
            context.arguments + [context.returnValue, context.errorResult, dispatch?.selector].compactMap { $0 }
        for source in sources { try source.check(in: context.carrier, at: "\(place).context") }
        for filter in context.filters {
            switch filter {
            case .equals(let source, _), .noBits(let source, _):
                try source.check(in: context.carrier, at: "\(place).context.filters")
            case .process: break
            }
        }
        if let converter = context.customConverter {
            try ConverterCheck(place: "\(place).context.converter").check(converter)
        }
        try checkConversion(at: "\(place).context")
    }

    /// Makes the converter once: what it refuses, it refuses here.
    private func checkConversion(at place: String) throws(WireError) {
        var code = Code()
        do throws(ProviderError) {
            try context.emitFilters(into: &code, otherwise: code.label())
            try context.emitConverter(into: &code, demand: ContextDemand(arguments: Set(0..<10)))
            if let dispatch { try context.emitValue(of: dispatch.selector, into: .r1, code: &code) }
        } catch {
            throw WireError(place, "makes no sense: \(error)")
        }
    }
}

extension AttachPoint {
    /// Throws unless the place is one in the kernel or in a file.
    fileprivate func check(at place: String) throws(WireError) {
        switch self {
        case .testRun: throw WireError(place, "is a `testRun`, which only the session makes")
        case .uprobe(let path, _, _, _, _) where !path.hasPrefix("/") || path.utf8.contains(0):
            throw WireError(place, "has a path that is not absolute")
        case .kprobe(let name, _, _) where !Self.isSymbol(name),
            .kprobeAddress(_, let name, _) where !Self.isSymbol(name),
            .rawTracepoint(let name) where !Self.isSymbol(name):
            throw WireError(place, "has a name that no kernel symbol has")
        case .tracepoint(let id) where id <= 0: throw WireError(place, "has an id that is not above 0")
        default: break
        }
    }

    private static func isSymbol(_ name: String) -> Bool {
        (1...511).contains(name.utf8.count) && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }

    fileprivate func isServed(by carrier: Carrier) -> Bool {
        switch self {
        case .uprobe: carrier == .uprobe || carrier == .uprobeMulti
        case .kprobe(_, let offset, _): carrier == .kprobe || (carrier == .kprobeMulti && offset == 0)
        case .kprobeAddress: carrier == .kprobe
        case .tracepoint: carrier == .tracepoint
        case .rawTracepoint: carrier == .rawTracepoint
        case .perfEvent: carrier == .perfEvent
        case .tracing(_, _, let isExit): carrier == (isExit ? .fexit : .fentry)
        case .testRun: false
        }
    }
}

extension ArgumentSource {
    /// Throws when the context of a carrier has no such thing at such a place.
    fileprivate func check(in carrier: Carrier, at place: String) throws(WireError) {
        switch self {
        case .slot where carrier.programType != .rawTracepoint && carrier.programType != .tracing:
            throw WireError(place, "has a `slot`, and the context of the \(carrier) carrier has none")
        case .field(let offset, let width, _):
            guard carrier.programType == .tracepoint || carrier.programType == .perfEvent else {
                throw WireError(place, "has a `field`, and the context of the \(carrier) carrier has none")
            }
            guard offset >= 0, offset % width.bytes == 0 else {
                throw WireError(place, "has a `field` at offset \(offset), which is not a multiple of its size")
            }
        case .memory(let address, _, _, _): try address.check(in: carrier, at: place)
        case .sum(let base, let index, _, _):
            try base?.check(in: carrier, at: place)
            try index?.check(in: carrier, at: place)
        default: break
        }
    }
}
