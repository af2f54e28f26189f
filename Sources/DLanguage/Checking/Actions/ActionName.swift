/// The names of D's actions.
enum ActionName: String, CaseIterable {
    case trace, printf, printa, print, tracemem
    case stack, ustack, jstack, sym, `func`, mod, usym, ufunc, umod, uaddr
    case exit, speculate, commit, discard, clear, normalize, denormalize, trunc, setopt
    case stop, chill, raise, `return`, system, freopen, ftruncate, pcap

    /// The numbers of arguments the action takes; printf and its kin are checked against their format.
    var counts: ClosedRange<Int> {
        switch self {
        case .printf, .system, .freopen, .printa: 1...Int.max
        case .tracemem: 2...3
        case .stack: 0...1
        case .ustack, .jstack: 0...2
        case .trunc, .setopt: 1...2
        case .normalize, .pcap: 2...2
        case .stop, .ftruncate: 0...0
        default: 1...1
        }
    }

    /// Whether it can also be used as a value.
    var isValue: Bool {
        switch self {
        case .stack, .ustack, .jstack, .sym, .func, .mod, .usym, .ufunc, .umod, .uaddr: true
        default: false
        }
    }

    /// What the action does to the order rules of speculations.
    enum Effect {
        case records, destroys, neither
    }

    var effect: Effect {
        switch self {
        case .trace, .printf, .printa, .print, .tracemem, .stack, .ustack, .jstack, .sym, .func, .mod, .usym, .ufunc,
            .umod, .uaddr, .exit, .pcap:
            .records
        case .stop, .chill, .raise, .return, .system, .freopen: .destroys
        default: .neither
        }
    }
}
