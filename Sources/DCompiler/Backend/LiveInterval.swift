/// The stretch of a function over which a virtual register holds its value.
struct LiveInterval {
    var register: VirtualRegister
    /// Positions of the first and the last instruction that mention the register.
    var start: Int
    var end: Int
    /// Whether a call lies between them, so that only callee-saved registers keep the value.
    var crossesCall: Bool

    /// The intervals of all registers a segment mentions, by their start.
    static func all(of segment: IRSegment, in function: IRFunction) -> [LiveInterval] {
        var bounds = [(start: Int, end: Int)?](repeating: nil, count: function.classes.count)
        for (position, instruction) in segment.instructions.enumerated() {
            instruction.forEachRegister { register in
                let start = bounds[register.index]?.start ?? position
                bounds[register.index] = (start, position)
            }
        }
        extendOverLoops(&bounds, loops(of: segment, labelCount: function.labelCount))
        let calls = callsBefore(segment)
        return bounds.enumerated()
            .compactMap { index, bound in
                guard let (start, end) = bound else { return nil }
                // Calls strictly between the two: those before `end`, less those up to and with `start`.
                let crosses = calls[end] - calls[min(start + 1, end)] > 0
                return LiveInterval(
                    register: VirtualRegister(index: index), start: start, end: end, crossesCall: crosses)
            }
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// A value made before a loop and used in it is alive up to the loop's last jump.
    private static func extendOverLoops(_ bounds: inout [(start: Int, end: Int)?], _ loops: [(head: Int, tail: Int)]) {
        for loop in loops {
            for index in bounds.indices {
                guard let (start, end) = bounds[index] else { continue }
                if start < loop.head && end >= loop.head && end < loop.tail { bounds[index] = (start, loop.tail) }
            }
        }
    }

    /// Backward jumps: where they lead and where they stand, inner ones first.
    private static func loops(of segment: IRSegment, labelCount: Int) -> [(head: Int, tail: Int)] {
        var places = [Int?](repeating: nil, count: labelCount)
        var loops: [(head: Int, tail: Int)] = []
        for (position, instruction) in segment.instructions.enumerated() {
            switch instruction {
            case .bind(let label): places[label.index] = position
            case .jump(_, _, _, let label), .go(let label):
                if let head = places[label.index] { loops.append((head, position)) }
            default: break
            }
        }
        return loops
    }

    /// For each position, the number of calls at earlier ones.
    private static func callsBefore(_ segment: IRSegment) -> [Int] {
        var counts: [Int] = []
        counts.reserveCapacity(segment.instructions.count + 1)
        var count = 0
        for instruction in segment.instructions {
            counts.append(count)
            if instruction.isCall { count += 1 }
        }
        counts.append(count)
        return counts
    }
}
