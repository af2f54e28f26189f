import TestSupport

@testable import BPF

/// Makes well-formed instructions of every kind.
struct RandomInstructions {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(printing: seed) }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    mutating func register() -> Register { pick(Register.allCases) }

    mutating func immediate() -> Int32 {
        pick([0, 1, -1, Int32.max, Int32.min, Int32.random(in: .min ... .max, using: &generator)])
    }

    mutating func operand() -> Operand {
        Bool.random(using: &generator) ? .register(register()) : .immediate(immediate())
    }

    mutating func address() -> Address { Address(register(), pick([0, 8, -8, .max, .min, 4])) }

    mutating func width() -> ALUWidth { pick(ALUWidth.allCases) }

    /// An instruction without a label.
    mutating func straight() -> Instruction {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0, 1, 2: .alu(pick(ALU.allCases), width(), register(), operand())
        case 3: .negate(width(), register())
        case 4: .byteSwap(pick([.little, .big]), bits: pick([16, 32, 64]), register())
        case 5: .load(pick(Width.allCases), register(), address())
        case 6: .store(pick(Width.allCases), address(), operand())
        case 7: .atomic(pick(Atomic.allCases), pick([.word, .double]), address(), register())
        case 8: .loadImmediate64(register(), generator.next())
        case 9: .call(Helper(rawValue: Int32.random(in: 1...211, using: &generator)))
        case 10: pick([.loadMap(register(), "fd3"), .loadMapValue(register(), "fd4", offset: 24)])
        default: pick([.exit, .callKernel("id77")])
        }
    }

    /// A program with jumps in both directions; every label is bound.
    mutating func code(count: Int) -> Code {
        var code = Code()
        let labels = (0..<8).map { _ in code.label() }
        var unbound = labels
        for _ in 0..<count {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: code.emit(.jump(pick(Condition.allCases), width(), register(), operand(), pick(labels)))
            case 1: code.emit(pick([.go(pick(labels)), .callLocal(pick(labels))]))
            case 2: if let label = unbound.popLast() { code.bind(label) }
            default: code.emit(straight())
            }
        }
        for label in unbound { code.bind(label) }
        code.emit(.exit)
        return code
    }
}

extension Code {
    /// The slots with maps `fd<n>` and functions `id<n>` standing for their numbers.
    func numberedSlots() throws -> [UInt64] {
        try encode(
            self, maps: { Int32($0.name.dropFirst(2)) }, kernelFunctions: { Int32($0.name.dropFirst(2)) }
        ).slots
    }

    init(_ instructions: [Instruction]) {
        self.init()
        self += instructions
    }
}
