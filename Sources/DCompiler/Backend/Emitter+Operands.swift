import BPF

extension Emitter {
    /// The machine register that holds the value; a value in memory is loaded into `through` first.
    mutating func read(_ register: VirtualRegister, through: Register) -> Register {
        switch home(register) {
        case .register(let machine): return machine
        case .none: return through
        case .stack, .context:
            if let place = frame.address(of: home(register)) { add(.load(.double, through, place)) }
            return through
        }
    }

    mutating func read(_ operand: IROperand, through: Register) -> Operand {
        switch operand {
        case .immediate(let value): .immediate(value)
        case .register(let register): .register(read(register, through: through))
        }
    }

    /// Lets `body` compute into the value's register, or through r0 into its slot.
    mutating func define(_ register: VirtualRegister, _ body: (inout Emitter, Register) -> Void) {
        switch home(register) {
        case .register(let machine): body(&self, machine)
        case .none: body(&self, Self.temporary)
        case .stack, .context:
            body(&self, Self.temporary)
            if let place = frame.address(of: home(register)) {
                add(.store(.double, place, .register(Self.temporary)))
            }
        }
    }

    /// Lets `body` change the value in place.
    mutating func update(_ register: VirtualRegister, _ body: (inout Emitter, Register) -> Void) {
        let machine = read(register, through: Self.temporary)
        body(&self, machine)
        if let place = frame.address(of: home(register)) { add(.store(.double, place, .register(machine))) }
    }

    mutating func addConstant(_ register: Register, _ value: Int64) {
        if let small = Int32(exactly: value) {
            add(.mov(register, small))
        } else {
            add(.loadImmediate64(register, UInt64(bitPattern: value)))
        }
    }

    /// A memory operand; r5 takes what does not fit one instruction.
    mutating func machineAddress(_ address: IRAddress) -> Address {
        let (base, offset) = resolve(address, through: Self.addressTemporary)
        if let short = Int16(exactly: offset) { return Address(base, short) }
        add(.mov(Self.addressTemporary, base))
        add(.add(Self.addressTemporary, Int32(offset)))
        return Address(Self.addressTemporary)
    }

    /// `register = address`.
    mutating func addAddress(_ register: Register, _ address: IRAddress) {
        let (base, offset) = resolve(address, through: register)
        add(.mov(register, base))
        if offset != 0 { add(.add(register, Int32(offset))) }
    }

    private mutating func resolve(_ address: IRAddress, through: Register) -> (Register, Int) {
        switch address.base {
        case .register(let register): return (read(register, through: through), address.offset)
        case .frame: return (.fp, address.offset)
        case .globals:
            add(.loadMapValue(through, VariableLayout.globalsMap, offset: UInt32(address.offset)))
            return (through, 0)
        case .probeContext: return (.r9, address.offset)
        case .scratch: return (.r9, frame.scratch + address.offset)
        case .arena: return (.r9, arena + address.offset)
        }
    }
}
