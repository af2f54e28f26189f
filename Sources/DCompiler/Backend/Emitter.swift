import BPF
import ProviderAPI

/// Turns the intermediate form into machine instructions.
///
/// r9 holds the probe context throughout; r0 and r5 carry operands that live in memory.
struct Emitter {
    private(set) var code: [Instruction] = []
    private(set) var lines: [Int] = []
    /// Of the part that is being emitted.
    private(set) var allocation: RegisterAllocation
    private(set) var frame: FrameLayout
    let arena: Int
    private var labels: [Label]
    private let leave: Label
    /// Where the bodies of loops begin.
    private let bodies: [Label]
    /// For each fault site, its slot.
    private var siteSlots: [Int]
    /// Places in `code` whose immediate is a site's slot.
    private var sitePatches: [(index: Int, site: FaultSite)] = []
    private var slot = 0
    private var line = 0
    private var output = Code()

    static let temporary = Register.r0
    static let addressTemporary = Register.r5

    /// The image of a function and the source line of each of its instructions.
    ///
    /// - Parameter arena: Where the memory of `alloca` begins in the probe context.
    static func emit(_ function: IRFunction, _ layout: ImageLayout, arena: Int) -> (image: Code, lines: [Int]) {
        var emitter = Emitter(function, layout, arena: arena)
        for (number, part) in layout.parts.enumerated() {
            emitter.allocation = part.allocation
            emitter.frame = part.frame
            emitter.line = part.segment.lines.first ?? 0
            if number == 0 { emitter.enter(function) } else { emitter.add(.bind(emitter.bodies[number - 1])) }
            for (instruction, line) in zip(part.segment.instructions, part.segment.lines) {
                emitter.line = line
                emitter.emit(instruction)
            }
            guard number == 0 else { continue }
            emitter.add(.bind(emitter.leave))
            emitter.add(.mov(.r0, 0))
            emitter.add(.exit)
        }
        return emitter.finish()
    }

    /// What an image does with its probe context, which is in r9.
    static func contextUse(of image: Code) -> CompiledClause.ContextUse {
        var use = CompiledClause.ContextUse.nothing
        for instruction in image.instructions where instruction.mentions(.r9) && instruction != .mov(.r9, .r2) {
            guard case .load(.word, let destination, Address(.r9, ProbeContext.probeID)) = instruction,
                destination != .r9
            else { return .all }
            use = .identity
        }
        return use
    }

    private init(_ function: IRFunction, _ layout: ImageLayout, arena: Int) {
        self.arena = arena
        allocation = layout.parts[0].allocation
        frame = layout.parts[0].frame
        var output = Code()
        labels = (0..<function.labelCount).map { _ in output.label() }
        leave = output.label()
        bodies = function.bodies.map { _ in output.label() }
        self.output = output
        siteSlots = Array(repeating: 0, count: function.siteCount)
    }

    private mutating func enter(_ function: IRFunction) {
        if function.usesNativeContext { add(.store(.double, Address(.fp, frame.nativeContext), .register(.r1))) }
        add(.mov(.r9, .r2))
    }

    private mutating func finish() -> (image: Code, lines: [Int]) {
        for (index, site) in sitePatches {
            guard case .store(let width, let address, _) = code[index] else { continue }
            code[index] = .store(width, address, .immediate(Int32(siteSlots[site.index])))
        }
        for instruction in code { output.emit(instruction) }
        return (output, lines)
    }

    mutating func add(_ instruction: Instruction) {
        // A copy onto itself is what a coalesced move becomes.
        if case .alu(.mov, .w64, let destination, .register(let source)) = instruction, destination == source { return }
        code.append(instruction)
        lines.append(line)
        slot += instruction.slots
    }

    static func += (emitter: inout Emitter, instructions: [Instruction]) {
        for instruction in instructions { emitter.add(instruction) }
    }

    private mutating func emit(_ instruction: IRInstruction) {
        switch instruction {
        case .constant(let d, let value):
            define(d) { $0.addConstant($1, value) }
        case .move(let d, let s): move(d, s)
        case .alu(let operation, let width, let d, let operand):
            let source = read(operand, through: Self.addressTemporary)
            update(d) { $0.add(.alu(operation, width, $1, source)) }
        case .negate(let d): update(d) { $0.add(.negate(.w64, $1)) }
        case .byteSwap(let order, let bits, let d): update(d) { $0.add(.byteSwap(order, bits: bits, $1)) }
        case .load(let width, let d, let address):
            let place = machineAddress(address)
            define(d) { $0.add(.load(width, $1, place)) }
        case .store(let width, let address, let operand):
            let place = machineAddress(address)
            add(.store(width, place, read(operand, through: Self.temporary)))
        case .address(let d, let address): define(d) { $0.addAddress($1, address) }
        case .ownFrames(let d): define(d) { $0.add(.mov($1, .r3)) }
        case .mapValue(let d, let map, let offset): define(d) { $0.add(.loadMapValue($1, map, offset: offset)) }
        case .call(let helper, let arguments, let result): call(helper, arguments, result)
        case .jump(let condition, let register, let operand, let label):
            let left = read(register, through: Self.temporary)
            let right = read(operand, through: Self.addressTemporary)
            add(.jump(condition, .w64, left, right, labels[label.index]))
        case .go(let label): add(.go(labels[label.index]))
        case .bind(let label): add(.bind(labels[label.index]))
        case .site(let site): siteSlots[site.index] = slot
        case .storeSite(let address, let site):
            sitePatches.append((code.count, site))
            add(.store(.word, machineAddress(address), 0))
        case .leave: add(.go(leave))
        case .atomic, .compareExchange: emitAtomic(instruction)
        case .loop(let body, let times, let pointers): loop(bodies[body], times, pointers)
        case .enterBody(let round, let pointers): enterBody(round, pointers)
        case .leaveBody(let result): self += [.mov(.r0, result), .exit]
        }
    }

    private mutating func emitAtomic(_ instruction: IRInstruction) {
        switch instruction {
        case .atomic(let operation, let address, let d):
            let place = machineAddress(address)
            update(d) { $0.add(.atomic(operation, .double, place, $1)) }
        case .compareExchange(let address, let expected, let replacement):
            let place = machineAddress(address)
            add(.mov(.r0, read(expected, through: .r0)))
            add(.atomic(.compareExchange, .double, place, read(replacement, through: Self.addressTemporary)))
            define(expected) { $0.add(.mov($1, .r0)) }
        default: break
        }
    }

    private mutating func move(_ d: VirtualRegister, _ s: VirtualRegister) {
        guard case .register(let destination) = home(d) else {
            let source = read(s, through: Self.temporary)
            define(d) { $0.add(.mov($1, source)) }
            return
        }
        add(.mov(destination, read(s, through: destination)))
    }

    func home(_ register: VirtualRegister) -> RegisterAllocation.Home { allocation.homes[register.index] }
}
