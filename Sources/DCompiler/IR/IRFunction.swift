import BPF

/// Instructions that become one function of the machine.
struct IRSegment {
    private(set) var instructions: [IRInstruction] = []
    /// The source line of each instruction.
    private(set) var lines: [Int] = []

    mutating func append(_ instruction: IRInstruction, line: Int) {
        instructions.append(instruction)
        lines.append(line)
    }

    mutating func prepend(_ added: [IRInstruction], line: Int) {
        instructions.insert(contentsOf: added, at: 0)
        lines.insert(contentsOf: [Int](repeating: lines.first ?? line, count: added.count), at: 0)
    }

    /// Takes away what was appended since there were so many instructions.
    mutating func cut(from start: Int) -> IRSegment {
        var tail = IRSegment()
        tail.instructions = Array(instructions[start...])
        tail.lines = Array(lines[start...])
        instructions.removeSubrange(start...)
        lines.removeSubrange(start...)
        return tail
    }

    /// Bytes of stack its buffers take.
    var frameSize: Int {
        instructions.lazy.flatMap(\.addresses).map { $0.base == .frame ? -$0.offset : 0 }.max() ?? 0
    }

    /// The most pointers that a loop in it hands to its body; nil without loops.
    var handedPointers: Int? {
        instructions.lazy.compactMap { if case .loop(_, _, let pointers) = $0 { pointers.count } else { nil } }.max()
    }
}

/// The intermediate form of one image under construction.
///
/// Virtual registers live from their first to their last mention in program order; code is laid out so that this is
/// tight: what is rare stands where it is needed, not at the end.
struct IRFunction {
    /// The image itself.
    private(set) var main = IRSegment()
    /// The bodies of its loops, which are functions of the image. They share its registers, labels and fault sites.
    private(set) var bodies: [IRSegment] = []
    private(set) var classes: [RegisterClass] = []
    private(set) var labelCount = 0
    private(set) var siteCount = 0
    /// Bytes of stack taken by buffers.
    private(set) var frameSize = 0
    private(set) var usesNativeContext = false
    /// The source line of what is emitted next.
    var line = 0

    mutating func register(_ kind: RegisterClass = .scalar) -> VirtualRegister {
        classes.append(kind)
        return VirtualRegister(index: classes.count - 1)
    }

    mutating func label() -> IRLabel {
        labelCount += 1
        return IRLabel(index: labelCount - 1)
    }

    mutating func site() -> FaultSite {
        siteCount += 1
        return FaultSite(index: siteCount - 1)
    }

    /// Takes 8-aligned bytes of stack for the whole function.
    mutating func frameBuffer(_ bytes: Int) -> IRAddress {
        frameSize += (bytes + 7) / 8 * 8
        return IRAddress(.frame, -frameSize)
    }

    mutating func emit(_ instruction: IRInstruction) {
        if case .call(_, let arguments, _) = instruction, arguments.contains(.nativeContext) {
            usesNativeContext = true
        }
        main.append(instruction, line: line)
    }

    mutating func bind(_ label: IRLabel) { emit(.bind(label)) }

    /// Puts instructions before all others.
    mutating func prepend(_ added: [IRInstruction]) { main.prepend(added, line: line) }

    /// Takes away what was emitted since there were so many instructions.
    mutating func cut(from start: Int) -> IRSegment { main.cut(from: start) }

    /// Makes a segment the body of a loop; the result is its number.
    mutating func add(body: IRSegment) -> Int {
        bodies.append(body)
        return bodies.count - 1
    }

    /// Lets a register live in memory.
    mutating func relax(_ register: VirtualRegister) { classes[register.index] = .scalar }
}
