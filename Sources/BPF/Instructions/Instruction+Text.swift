import CLibbpf

extension Instruction: CustomStringConvertible {
    /// The instruction in the syntax of the kernel's own listings; labels show as `L0`, maps and functions by name.
    public var description: String { text { "L\($0.index)" } }

    /// The text with targets of jumps and calls named by `target`.
    func text(target: (Label) -> String) -> String {
        switch self {
        case .alu(let operation, let width, let register, let operand):
            "\(register.name(width)) \(operation.sign) \(operand.name(width))"
        case .negate(let width, let register):
            "\(register.name(width)) = -\(register.name(width))"
        case .byteSwap(let order, let bits, let register):
            "\(register) = \(order == .big ? "be" : "le")\(bits) \(register)"
        case .load(let width, let register, let address):
            "\(register) = *(\(width.typeName) *)(\(address))"
        case .store(let width, let address, let operand):
            "*(\(width.typeName) *)(\(address)) = \(operand.name(.w64))"
        case .atomic(let operation, let width, let address, let source):
            operation.text(width, address, source)
        case .loadImmediate64(let register, let value): "\(register) = 0x\(String(value, radix: 16))"
        case .loadMap(let register, let map): "\(register) = map[\(map.name)]"
        case .loadMapValue(let register, let map, let offset): "\(register) = map[\(map.name)][0]+\(offset)"
        case .loadFunction(let register, let label): "\(register) = function \(target(label))"
        case .call(let helper): "call \(helper)"
        case .callKernel(let function): "call \(function.name)"
        case .callLocal(let label): "call \(target(label))"
        case .jump(let condition, let width, let register, let operand, let label):
            "if \(register.name(width)) \(condition.sign) \(operand.compared(width)) goto \(target(label))"
        case .go(let label): "goto \(target(label))"
        case .exit: "exit"
        case .bind(let label): "L\(label.index):"
        }
    }
}

extension Code: CustomStringConvertible {
    /// A listing like the kernel's: a line for each instruction with its slot, jumps as distances (`goto pc+3`).
    public var description: String {
        var slot = 0
        return texts.map { text, slots in
            defer { slot += slots }
            return "\(slot): \(text)"
        }.joined(separator: "\n")
    }

    /// Each instruction as such a listing shows it, and how many slots of 8 bytes it takes.
    public var texts: [(text: String, slots: Int)] {
        let places = try? LabelPlaces(of: self)
        var slot = 0
        var texts: [(text: String, slots: Int)] = []
        for instruction in instructions where instruction.slots > 0 {
            let text = instruction.text { label in
                guard let place = places?[label] else { return "L\(label.index)" }
                let distance = place - slot - 1
                return distance < 0 ? "pc\(distance)" : "pc+\(distance)"
            }
            texts.append((text, instruction.slots))
            slot += instruction.slots
        }
        return texts
    }
}

extension Register: CustomStringConvertible {
    /// As the kernel writes it; the frame pointer is `r10`.
    public var description: String { "r\(rawValue)" }

    func name(_ width: ALUWidth) -> String { width == .w64 ? "r\(rawValue)" : "w\(rawValue)" }
}

extension Address: CustomStringConvertible {
    /// As the kernel writes it: `r6 +8`.
    public var description: String { offset < 0 ? "\(base) \(offset)" : "\(base) +\(offset)" }
}

extension Helper: CustomStringConvertible {
    /// The name in the kernel's header, with the number behind it; the number alone when the header has none.
    public var description: String {
        guard let name = clibbpf_helper_name(rawValue) else { return "#\(rawValue)" }
        return "\(String(cString: name))#\(rawValue)"
    }
}

extension Operand {
    func name(_ width: ALUWidth) -> String {
        switch self {
        case .register(let register): register.name(width)
        case .immediate(let value): "\(value)"
        }
    }

    /// In comparisons the kernel shows constants as the 32 bits they are.
    func compared(_ width: ALUWidth) -> String {
        guard case .immediate(let value) = self else { return name(width) }
        return "0x\(String(UInt32(bitPattern: value), radix: 16))"
    }
}

extension Width {
    var typeName: String { "u\(bytes * 8)" }
}

extension ALU {
    var sign: String {
        switch self {
        case .add: "+="
        case .sub: "-="
        case .mul: "*="
        case .div: "/="
        case .or: "|="
        case .and: "&="
        case .lsh: "<<="
        case .rsh: ">>="
        case .mod: "%="
        case .xor: "^="
        case .mov: "="
        case .arsh: "s>>="
        }
    }
}

extension Condition {
    var sign: String {
        switch self {
        case .equal: "=="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .bitsSet: "&"
        case .notEqual: "!="
        case .signedGreater: "s>"
        case .signedGreaterOrEqual: "s>="
        case .less: "<"
        case .lessOrEqual: "<="
        case .signedLess: "s<"
        case .signedLessOrEqual: "s<="
        }
    }
}

extension Atomic {
    func text(_ width: Width, _ address: Address, _ source: Register) -> String {
        let memory = "(\(width.typeName) *)(\(address))"
        let name = width == .double ? "atomic64" : "atomic"
        return switch self {
        case .add: "lock *\(memory) += \(source)"
        case .or: "lock *\(memory) |= \(source)"
        case .and: "lock *\(memory) &= \(source)"
        case .xor: "lock *\(memory) ^= \(source)"
        case .fetchAdd: "\(source) = \(name)_fetch_add(\(memory), \(source))"
        case .fetchOr: "\(source) = \(name)_fetch_or(\(memory), \(source))"
        case .fetchAnd: "\(source) = \(name)_fetch_and(\(memory), \(source))"
        case .fetchXor: "\(source) = \(name)_fetch_xor(\(memory), \(source))"
        case .exchange: "\(source) = \(name)_xchg(\(memory), \(source))"
        case .compareExchange: "r0 = \(name)_cmpxchg(\(memory), r0, \(source))"
        }
    }
}
