import BPF

/// Operands of arm64: `x5`, `5`, `[sp, 12]`, `[x0, #8]`, `[x0, x1, lsl 3]`, `[x0, w1, sxtw 2]`.
enum ARM64Operands {
    static func place(_ scanner: inout OperandScanner) throws(OperandError) -> SDTOperand.Place {
        if scanner.take("[") { return .memory(try memory(&scanner)) }
        if startsNumber(scanner) { return .constant(try immediate(&scanner)) }
        return .register(try register(scanner.word()))
    }

    private static func memory(_ scanner: inout OperandScanner) throws(OperandError) -> MemoryPlace {
        var place = MemoryPlace(base: try addressRegister(&scanner))
        if scanner.take(",") {
            scanner.skipSpaces()
            if startsNumber(scanner) {
                place.displacement = try immediate(&scanner)
            } else {
                place.index = try register(scanner.word())
                try extend(&scanner, &place)
            }
        }
        try scanner.expect("]")
        guard scanner.isAtEnd else { throw OperandError("which changes its address register") }
        return place
    }

    /// What happens to the index before it is added: `lsl 3`, `sxtw 2`, `uxtw`.
    private static func extend(
        _ scanner: inout OperandScanner, _ place: inout MemoryPlace
    ) throws(OperandError) {
        guard scanner.take(",") else {
            guard place.index?.width == .double else { throw OperandError("whose index is not extended to 64 bits") }
            return
        }
        scanner.skipSpaces()
        let operation = scanner.word()
        switch (operation, place.index?.width) {
        case ("lsl", .double), ("uxtx", .double), ("sxtx", .double), ("uxtw", .word): break
        case ("sxtw", .word): place.isIndexSigned = true
        default: throw OperandError("in which `\(operation)` does not fit the index register")
        }
        scanner.skipSpaces()
        guard startsNumber(scanner) else { return }
        let shift = try immediate(&scanner)
        guard (0...3).contains(shift) else { throw OperandError("whose index is shifted by other than 0 to 3 bits") }
        place.scale = 1 << Int(shift)
    }

    private static func addressRegister(_ scanner: inout OperandScanner) throws(OperandError) -> MachineRegister {
        scanner.skipSpaces()
        let base = try register(scanner.word())
        guard base.width == .double, base.offset != nil else {
            throw OperandError("which takes its address from \(base.name)")
        }
        return base
    }

    private static func startsNumber(_ scanner: OperandScanner) -> Bool {
        guard let byte = scanner.next else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "#")
    }

    private static func immediate(_ scanner: inout OperandScanner) throws(OperandError) -> Int64 {
        _ = scanner.take("#")
        let value = try scanner.number()
        guard scanner.next != UInt8(ascii: ":") else { throw OperandError("which needs the linker") }
        return value
    }

    private static func register(_ name: String) throws(OperandError) -> MachineRegister {
        switch name {
        case "sp": return MachineRegister(name: name, offset: 248, width: .double)
        case "wsp": return MachineRegister(name: name, offset: 248, width: .word)
        case "xzr": return MachineRegister(name: name, offset: nil, width: .double)
        case "wzr": return MachineRegister(name: name, offset: nil, width: .word)
        default: break
        }
        guard let kind = name.first, let number = Int(name.dropFirst()), (0...31).contains(number) else {
            throw OperandError("in which `\(name)` is not a known register")
        }
        switch kind {
        case "x" where number < 31: return MachineRegister(name: name, offset: number * 8, width: .double)
        case "w" where number < 31: return MachineRegister(name: name, offset: number * 8, width: .word)
        case "b", "h", "s", "d", "q", "v":
            throw OperandError("a floating-point or vector register, which the kernel does not keep for probes")
        default: throw OperandError("in which `\(name)` is not a known register")
        }
    }
}
