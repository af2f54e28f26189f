import BPF

// Loops: bodies are functions that `bpf_loop` calls, so that the verifier walks them once.
//
// Where the kernel has no `bpf_loop`, or the image has too many functions already, they stay in place, and the verifier
// walks every round.
extension ClauseLowering {
    /// The most bodies of an image: the kernel allows 256 functions in a program.
    private static let bodyLimit = 200

    /// Runs `body` up to `times` times, giving it the number of the round, counted from 0 and below `times`, and a label
    /// behind the loop.
    ///
    /// Values made outside may be read and changed in the body; what is made in it must not be used behind the loop.
    mutating func loop<Failure: Error>(
        _ times: Int, _ body: (inout ClauseLowering, VirtualRegister, IRLabel) throws(Failure) -> Void
    ) throws(Failure) {
        let exit = function.label()
        let start = function.main.instructions.count
        let firstInside = function.classes.count
        let round = function.register(.pinned)
        guard function.bodies.count < Self.bodyLimit, context.options.hasLoopHelper() else {
            let head = function.label()
            emit(.constant(round, 0))
            function.bind(head)
            try body(&self, round, exit)
            alu(.add, round, .constant(1))
            emit(.jump(.less, round, .immediate(Int32(times)), head))
            function.bind(exit)
            return
        }
        emit(.jump(.greaterOrEqual, round, .immediate(Int32(times)), exit))
        try body(&self, round, exit)
        moveOut(function.cut(from: start), round: round, firstInside: firstInside, times: times, exit: exit)
    }

    /// Makes what was emitted a function of its own, and emits the loop that calls it.
    private mutating func moveOut(
        _ segment: IRSegment, round: VirtualRegister, firstInside: Int, times: Int, exit: IRLabel
    ) {
        let pointers = handedPointers(to: segment, firstInside: firstInside)
        var exits = LoopExits(segment, exit: exit)
        var body = IRSegment()
        body.append(.enterBody(round: round, pointers: pointers), line: segment.lines.first ?? function.line)
        for (instruction, line) in zip(segment.instructions, segment.lines) {
            body.append(exits.redirected(instruction, &function), line: line)
        }
        body.append(.leaveBody(0), line: function.line)
        let taken = exits.isFar ? ScratchCell(&self, .constant(0)) : nil
        for (number, stub) in exits.stubs.enumerated() {
            body.append(.bind(stub.label), line: function.line)
            if let taken, stub.outer != exit {
                body.append(.store(.double, taken.address, .immediate(Int32(number + 1))), line: function.line)
            }
            body.append(.leaveBody(1), line: function.line)
        }
        emit(.loop(body: function.add(body: body), times: Int32(times), pointers: pointers))
        guard let taken else { return }
        let way = register(taken.load(&self))
        for (number, stub) in exits.stubs.enumerated() where stub.outer != exit {
            if let outer = stub.outer {
                emit(.jump(.equal, way, .immediate(Int32(number + 1)), outer))
            } else {
                let stays = function.label()
                emit(.jump(.notEqual, way, .immediate(Int32(number + 1)), stays))
                emit(.leave)
                function.bind(stays)
            }
        }
    }

    /// What the segment uses of values made before it that cannot live in the probe context. What it changes are numbers.
    private mutating func handedPointers(to segment: IRSegment, firstInside: Int) -> [VirtualRegister] {
        var used: Set<VirtualRegister> = []
        for instruction in segment.instructions {
            if let written = instruction.writtenRegister, written.index < firstInside { function.relax(written) }
            instruction.forEachRegister { if $0.index < firstInside { used.insert($0) } }
        }
        return used.filter { function.classes[$0.index] != .scalar }.sorted { $0.index < $1.index }
    }
}

/// The ways out of a loop's body.
private struct LoopExits {
    /// A place in the body that each way goes through, and where it leads; nil leaves the image.
    private(set) var stubs: [(outer: IRLabel?, label: IRLabel)] = []
    private let inside: Set<IRLabel>
    private let exit: IRLabel

    init(_ segment: IRSegment, exit: IRLabel) {
        self.exit = exit
        inside = Set(segment.instructions.compactMap { if case .bind(let label) = $0 { label } else { nil } })
    }

    /// Whether a way leads further than behind the loop.
    var isFar: Bool { stubs.contains { $0.outer != exit } }

    /// The instruction, with a jump out of the body made one to its stub.
    mutating func redirected(_ instruction: IRInstruction, _ function: inout IRFunction) -> IRInstruction {
        if case .leave = instruction { return .go(stub(for: nil, &function)) }
        guard let target = instruction.target, !inside.contains(target) else { return instruction }
        return instruction.retargeted(to: stub(for: target, &function))
    }

    private mutating func stub(for outer: IRLabel?, _ function: inout IRFunction) -> IRLabel {
        if let known = stubs.first(where: { $0.outer == outer }) { return known.label }
        let label = function.label()
        stubs.append((outer, label))
        return label
    }
}
