/// A sequence of instructions under construction, with its labels.
public struct Code: Hashable, Sendable {
    /// In the order of execution; `bind` marks places.
    public private(set) var instructions: [Instruction] = []
    private var labelCount = 0

    /// An empty sequence.
    public init() {}

    /// Mints a label; it must be bound exactly once before encoding.
    public mutating func label() -> Label {
        defer { labelCount += 1 }
        return Label(index: labelCount)
    }

    /// Makes the label name the next instruction.
    public mutating func bind(_ label: Label) { instructions.append(.bind(label)) }

    /// Appends an instruction.
    public mutating func emit(_ instruction: Instruction) { instructions.append(instruction) }

    /// Appends instructions.
    public static func += (code: inout Code, instructions: [Instruction]) {
        code.instructions.append(contentsOf: instructions)
    }

    /// Appends another sequence; its labels are renumbered so that they stay distinct from those here.
    public mutating func append(_ other: Code) {
        let base = labelCount
        labelCount += other.labelCount
        instructions.append(contentsOf: other.instructions.lazy.map { $0.shiftingLabels(by: base) })
    }

    /// The number of 8-byte slots the encoding takes.
    public var slotCount: Int { instructions.reduce(0) { $0 + $1.slots } }
}

extension Instruction {
    /// The number of 8-byte slots the encoding takes: 0 for `bind`, 2 for 64-bit immediates, else 1.
    public var slots: Int {
        switch self {
        case .bind: 0
        case .loadImmediate64, .loadMap, .loadMapValue, .loadFunction: 2
        default: 1
        }
    }

    func shiftingLabels(by base: Int) -> Instruction {
        switch self {
        case .jump(let condition, let width, let register, let operand, let label):
            .jump(condition, width, register, operand, Label(index: label.index + base))
        case .go(let label): .go(Label(index: label.index + base))
        case .callLocal(let label): .callLocal(Label(index: label.index + base))
        case .loadFunction(let register, let label): .loadFunction(register, Label(index: label.index + base))
        case .bind(let label): .bind(Label(index: label.index + base))
        default: self
        }
    }
}

// Short spellings of the most frequent 64-bit forms.
extension Instruction {
    /// `destination = source`, 64 bits.
    public static func mov(_ destination: Register, _ source: Register) -> Instruction {
        .alu(.mov, .w64, destination, .register(source))
    }
    /// `destination = value`, sign-extended to 64 bits.
    public static func mov(_ destination: Register, _ value: Int32) -> Instruction {
        .alu(.mov, .w64, destination, .immediate(value))
    }
    /// `destination += value`, 64 bits.
    public static func add(_ destination: Register, _ value: Int32) -> Instruction {
        .alu(.add, .w64, destination, .immediate(value))
    }
    /// Jumps when the comparison of 64 bits holds.
    public static func jump(_ condition: Condition, _ register: Register, _ operand: Operand, _ label: Label)
        -> Instruction
    {
        .jump(condition, .w64, register, operand, label)
    }
}
