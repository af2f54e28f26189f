import BPF

/// The intermediate form of one image under construction.
///
/// Virtual registers live from their first to their last mention in program order; code is laid out so that this is
/// tight: what is rare stands where it is needed, not at the end.
struct IRFunction {
    private(set) var instructions: [IRInstruction] = []
    /// The source line of each instruction.
    private(set) var lines: [Int] = []
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
        if case .call(_, let arguments, _) = instruction, arguments.contains(.nativeContext), !usesNativeContext {
            usesNativeContext = true
        }
        instructions.append(instruction)
        lines.append(line)
    }

    mutating func bind(_ label: IRLabel) { emit(.bind(label)) }
}

extension IRFunction {
    /// Puts instructions before all others.
    mutating func prepend(_ added: [IRInstruction]) {
        instructions.insert(contentsOf: added, at: 0)
        lines.insert(contentsOf: [Int](repeating: lines.first ?? line, count: added.count), at: 0)
    }
}
