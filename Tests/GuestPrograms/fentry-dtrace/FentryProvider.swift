import BPF
import ProviderAPI
import SystemInfo

/// Entry and return of kernel functions by way of fentry and fexit: `fentry:vmlinux:<function>:entry` and `:return`.
///
/// Their programs are loaded for one function each and may share no program array, so clauses are linked into them.
/// Functions are found by full name only.
struct FentryProvider: Provider {
    let name = "fentry"

    func availability(on system: HostSystem) -> Availability {
        switch system.features.state(of: .fentry) {
        case .present: .available
        case .absent(let reason): .unavailable(reason: reason)
        }
    }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard let function = pattern.function.literal, let id = KernelBTF.running.functionID(named: function) else {
            return
        }
        for isExit in [false, true] {
            let probe = FentryProbe(function: function, id: id, isExit: isExit)
            if pattern.matches(probe.description) { try body(probe) }
        }
    }

    var stability: ProviderStability {
        let all = StabilityAttributes(.private, .private, .isa)
        return ProviderStability(provider: all, module: all, function: all, name: all, arguments: all)
    }
}

/// One side of a function.
struct FentryProbe: Probe {
    let function: String
    let id: UInt32
    let isExit: Bool

    var description: ProbeDescription {
        ProbeDescription("fentry", "vmlinux", function, isExit ? "return" : "entry")
    }

    func arguments(on system: HostSystem) throws -> [ProbeArgument] {
        let types = try system.kernelTypes()
        return types.prototype(ofFunction: function)?.parameters.enumerated().map {
            ProbeArgument(name: $1.name, type: types.cName(of: $1.type), index: $0)
        } ?? []
    }

    /// The context is an array of 64-bit words: the arguments, then at the exit the return value.
    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        let count = try system.kernelTypes().prototype(ofFunction: function)?.parameters.count ?? 0
        let words = (0...count).map { ArgumentSource.field(offset: $0 * 8, width: .double, signed: false) }
        let context = ContextLayout(
            carrier: isExit ? .fexit : .fentry, arguments: Array(words.prefix(count)),
            returnValue: isExit ? words[count] : nil)
        return [ProbeSite(context: context, attachPoint: .tracing(btfID: id, module: "", isExit: isExit))]
    }
}
