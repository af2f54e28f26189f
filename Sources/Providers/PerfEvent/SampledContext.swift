import BPF
import ProviderAPI

/// What perf event programs find in their context: registers, then the sample period and the address.
enum SampledContext {
    /// arg0 the program counter in the kernel, or 0; arg1 the one in user space, or 0.
    static let programCounters = ContextLayout(
        carrier: .perfEvent, arguments: [.kernelProgramCounter, .userProgramCounter], registers: .context)

    /// The same, then arg2 the address the event is about, or 0, and arg3 the sample period.
    static var full: ContextLayout {
        var layout = programCounters
        let size = SavedRegisters.native.size
        layout.arguments.append(.field(offset: size + 8, width: .double, signed: false))
        layout.arguments.append(.field(offset: size, width: .double, signed: false))
        return layout
    }

    /// The types of the four arguments of `full`.
    static let arguments = ["pc", "upc", "address", "period"].enumerated().map { index, name in
        ProbeArgument(name: name, type: "uint64_t", index: index)
    }
}

/// Numbers of `<linux/perf_event.h>`.
enum PerfType {
    static let software: UInt32 = 1
    static let breakpoint: UInt32 = 5
}
