import BPF
import DLanguage
import ProviderAPI

// `chill(ns)`: keeps the CPU busy.
extension ClauseLowering {
    /// What `chill()` took of the current interval, for each CPU.
    static let chillMap = MapSpec(RuntimeMap.chill, .perCPUArray, keySize: 4, valueSize: 16, maxEntries: 1)

    /// `chill()` may take so much of each interval on a CPU, in ns; more is a fault (DTrace guide, Actions and Subroutines).
    private static let chillLimit: Int64 = 500_000_000
    private static let chillInterval: Int64 = 1_000_000_000
    /// Looks at the clock: a loop of the kernel has 8 million rounds at most, which may not be enough.
    private static let clockLooks = (outer: 256, inner: 1 << 17)

    mutating func chill(_ duration: TypedExpression) throws(CompileError) {
        guard context.options.hasLoopHelper() else {
            throw failure("chill() needs the kernel's bpf_loop, which Linux has since version 5.17.")
        }
        let wanted = copy(try lower(duration))
        check(.register(wanted), .lessOrEqual, .constant(Self.chillLimit), else: .illegalOperation)
        takeChill(wanted)
        let deadline = callHelper(.ktimeGetNs)
        alu(.add, deadline, .register(wanted))
        let end = function.label()
        loop(Self.clockLooks.outer) { me, _, _ in
            me.loop(Self.clockLooks.inner) { me, _, _ in
                let now = me.callHelper(.ktimeGetNs)
                me.emit(.jump(.greaterOrEqual, now, .register(deadline), end))
            }
        }
        function.bind(end)
    }

    /// Adds to what was taken of this CPU's interval; a fault when that gets too much.
    private mutating func takeChill(_ wanted: VirtualRegister) {
        usesChill = true
        let key = readBuffer()
        let (same, missing) = (function.label(), function.label())
        emit(.store(.word, key, .immediate(0)))
        let entry = lookup(RuntimeMap.chill, key)
        emit(.jump(.equal, entry, .immediate(0), missing))
        let start = IRAddress(.register(entry))
        let taken = start.advanced(by: 8)
        let now = callHelper(.ktimeGetNs)
        let age = copy(.register(now))
        alu(.sub, age, load(start, .address))
        emit(.jump(.lessOrEqual, age, .immediate(Int32(Self.chillInterval)), same))
        emit(.store(.double, start, .register(now)))
        emit(.store(.double, taken, .immediate(0)))
        function.bind(same)
        let sum = copy(load(taken, .address))
        alu(.add, sum, .register(wanted))
        check(.register(sum), .lessOrEqual, .constant(Self.chillLimit), else: .illegalOperation)
        emit(.store(.double, taken, .register(sum)))
        function.bind(missing)
    }
}
