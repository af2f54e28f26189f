import BPF

/// Operands of x86-64 and i386 in AT&T syntax: `%eax`, `$5`, `-16(%rbp,%rax,4)`, `table+8(%rip)`.
enum X86Operands {
    static func place(_ scanner: inout OperandScanner) throws(OperandError) -> SDTOperand.Place {
        if scanner.take("$") {
            let (symbol, value) = try scanner.sum()
            return symbol.map { .symbolAddress($0, value) } ?? .constant(value)
        }
        if scanner.next == UInt8(ascii: "%") {
            return .register(try register(&scanner))
        }
        let (symbol, value) = try scanner.sum()
        var memory = MemoryPlace(symbol: symbol, displacement: value)
        if scanner.take("(") { try parenthesis(&scanner, &memory) }
        return .memory(memory)
    }

    /// `base, index, scale)`: each part can be missing.
    private static func parenthesis(
        _ scanner: inout OperandScanner, _ memory: inout MemoryPlace
    ) throws(OperandError) {
        scanner.skipSpaces()
        if scanner.next == UInt8(ascii: "%") { memory.base = try register(&scanner) }
        if scanner.take(",") {
            scanner.skipSpaces()
            if scanner.next == UInt8(ascii: "%") { memory.index = try register(&scanner) }
            if scanner.take(",") {
                guard let scale = Int(exactly: try scanner.number()), [1, 2, 4, 8].contains(scale) else {
                    throw OperandError("whose scale is none of 1, 2, 4 and 8")
                }
                memory.scale = scale
            }
        }
        try scanner.expect(")")
        for part in [memory.base, memory.index].compactMap({ $0 }) where part.width.bytes < 4 {
            throw OperandError("which takes its address from %\(part.name)")
        }
        if memory.base?.offset == programCounter {
            // The address of the instruction is what is known of the program counter: a symbol tells the rest.
            guard memory.symbol != nil, memory.index == nil else {
                throw OperandError("which is relative to the program counter without a symbol")
            }
            memory.base = nil
        }
    }

    private static func register(_ scanner: inout OperandScanner) throws(OperandError) -> MachineRegister {
        _ = scanner.take("%")
        let name = scanner.word()
        if let found = registers[name] { return found }
        if ["cs", "ds", "es", "fs", "gs", "ss"].contains(name) {
            throw OperandError("which uses the segment \(name)")
        }
        if ["xmm", "ymm", "zmm", "mm", "st"].contains(where: name.hasPrefix) {
            throw OperandError("a floating-point or vector register, which the kernel does not keep for probes")
        }
        throw OperandError("in which %\(name) is not a known register")
    }

    static let programCounter = 128

    /// All general registers by name, with their offsets in `struct pt_regs`.
    static let registers: [String: MachineRegister] = {
        var table: [String: MachineRegister] = [:]
        func add(_ name: String, _ offset: Int, _ width: Width) {
            table[name] = MachineRegister(name: name, offset: offset, width: width)
        }
        for (letter, offset) in [("a", 80), ("b", 40), ("c", 88), ("d", 96)] {
            add("r\(letter)x", offset, .double)
            add("e\(letter)x", offset, .word)
            add("\(letter)x", offset, .half)
            add("\(letter)l", offset, .byte)
            add("\(letter)h", offset + 1, .byte)
        }
        for (name, offset) in [("si", 104), ("di", 112), ("bp", 32), ("sp", 152)] {
            add("r\(name)", offset, .double)
            add("e\(name)", offset, .word)
            add(name, offset, .half)
            add("\(name)l", offset, .byte)
        }
        // r8 to r15 lie in pairs of descending addresses.
        for (number, offset) in zip(8...15, [72, 64, 56, 48, 24, 16, 8, 0]) {
            add("r\(number)", offset, .double)
            add("r\(number)d", offset, .word)
            add("r\(number)w", offset, .half)
            add("r\(number)b", offset, .byte)
        }
        add("rip", programCounter, .double)
        return table
    }()
}
