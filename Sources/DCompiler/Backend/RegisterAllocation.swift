import BPF

/// Where each virtual register lives.
struct RegisterAllocation {
    enum Home: Hashable {
        case register(Register)
        /// The n-th 8-byte slot of the stack's spill area.
        case stack(Int)
        /// The n-th 8-byte slot of the spill area in the probe context.
        case context(Int)
        /// Never mentioned.
        case none
    }

    private(set) var homes: [Home]
    private(set) var stackSlots = 0
    private(set) var contextSlots = 0

    /// Registers that calls destroy. r0 and r5 are kept free: operands that live in memory pass through them.
    private static let shortLived: [Register] = [.r1, .r2, .r3, .r4]
    /// Registers that calls keep; r9 is the probe context throughout.
    private static let longLived: [Register] = [.r6, .r7, .r8]

    /// Linear scan: intervals in order of their start; under pressure the one that ends last goes to memory.
    ///
    /// Its own slots in the probe context begin at `firstContextSlot`.
    init(
        _ segment: IRSegment, _ function: IRFunction, shared: SharedRegisters, firstContextSlot: Int,
        stackSlotLimit: Int
    ) {
        let intervals = LiveInterval.all(of: segment, in: function).filter { shared.slots[$0.register] == nil }
        homes = [Home](repeating: .none, count: function.classes.count)
        for (register, slot) in shared.slots { homes[register.index] = .context(slot) }
        var scan = LinearScan(segment, function)
        for interval in intervals { scan.place(interval, candidates: Self.candidates(interval)) }
        for (index, register) in scan.assigned.enumerated() {
            if let register { homes[index] = .register(register) }
        }
        assignSlots(scan.spilled, function, stackSlotLimit, firstContextSlot)
    }

    private static func candidates(_ interval: LiveInterval) -> [Register] {
        interval.crossesCall ? longLived : shortLived + longLived
    }

    /// Slots are shared by intervals that do not overlap. Tracked values come first: they need the stack.
    private mutating func assignSlots(_ spilled: [LiveInterval], _ function: IRFunction, _ limit: Int, _ first: Int) {
        var stack = SlotPool()
        var context = SlotPool()
        let tracked = spilled.filter { function.classes[$0.register.index] != .scalar }
        for interval in tracked { homes[interval.register.index] = .stack(stack.take(interval)) }
        for interval in spilled where function.classes[interval.register.index] == .scalar {
            if let slot = stack.take(interval, limit: limit) {
                homes[interval.register.index] = .stack(slot)
            } else {
                homes[interval.register.index] = .context(first + context.take(interval))
            }
        }
        stackSlots = stack.count
        contextSlots = context.count
    }
}

/// The state of the scan: which registers are taken, and until when.
private struct LinearScan {
    private(set) var assigned: [Register?]
    private(set) var spilled: [LiveInterval] = []
    private var active: [(interval: LiveInterval, register: Register)] = []
    private let classes: [RegisterClass]
    /// For registers made by a move: what they are copied from.
    private var origins: [Int?]

    init(_ segment: IRSegment, _ function: IRFunction) {
        assigned = Array(repeating: nil, count: function.classes.count)
        origins = Array(repeating: nil, count: function.classes.count)
        classes = function.classes
        for case .move(let destination, let source) in segment.instructions
        where origins[destination.index] == nil {
            origins[destination.index] = source.index
        }
    }

    mutating func place(_ interval: LiveInterval, candidates: [Register]) {
        // A value whose last use is the instruction that makes this one leaves its register to it.
        active.removeAll { $0.interval.end <= interval.start }
        if let register = freeRegister(for: interval, among: candidates) {
            take(register, interval)
            return
        }
        let victims = active.indices.filter {
            candidates.contains(active[$0].register) && isSpillable(active[$0].interval)
        }
        let victim = victims.max { active[$0].interval.end < active[$1].interval.end }
        guard let victim, !isSpillable(interval) || active[victim].interval.end > interval.end else {
            spilled.append(interval)
            return
        }
        let (loser, register) = active.remove(at: victim)
        assigned[loser.register.index] = nil
        spilled.append(loser)
        take(register, interval)
    }

    private mutating func take(_ register: Register, _ interval: LiveInterval) {
        assigned[interval.register.index] = register
        active.append((interval, register))
    }

    /// The register of the value this one is copied from if it is free, so that the copy costs nothing.
    private func freeRegister(for interval: LiveInterval, among candidates: [Register]) -> Register? {
        let free = candidates.filter { register in !active.contains { $0.register == register } }
        if let origin = origins[interval.register.index], let hint = assigned[origin], free.contains(hint) {
            return hint
        }
        return free.first
    }

    private func isSpillable(_ interval: LiveInterval) -> Bool { classes[interval.register.index] != .pinned }
}

/// 8-byte slots handed out to intervals.
private struct SlotPool {
    private var ends: [[LiveInterval]] = []
    var count: Int { ends.count }

    mutating func take(_ interval: LiveInterval) -> Int {
        take(interval, limit: .max) ?? 0
    }

    /// A slot in which nothing overlaps with the interval; nil when that would take more than `limit` slots.
    mutating func take(_ interval: LiveInterval, limit: Int) -> Int? {
        for slot in ends.indices.prefix(limit) {
            if ends[slot].allSatisfy({ $0.end < interval.start || $0.start > interval.end }) {
                ends[slot].append(interval)
                return slot
            }
        }
        guard ends.count < limit else { return nil }
        ends.append([interval])
        return ends.count - 1
    }
}
