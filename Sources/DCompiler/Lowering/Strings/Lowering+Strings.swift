import BPF
import DLanguage
import ProviderAPI

// Strings: where they come from, and copying them to where they are wanted.
extension ClauseLowering {
    mutating func string(_ expression: TypedExpression) throws(CompileError) -> StringValue {
        note(expression.range)
        switch expression.kind {
        case .string(let bytes): return .literal(bytes)
        // The null string.
        case .integer: return .literal([])
        case .builtin(let variable): return try string(variable)
        case .variable, .member, .index: return try string(at: place(expression))
        case .dereference(let pointer): return .remote(try lower(pointer), space(of: pointer.type))
        case .stringOf(let operand): return try stringOf(operand)
        case .conditional(let condition, let first, let second):
            return try conditionalString(condition, first, second)
        case .comma(let first, let second):
            try lowerEffect(first)
            return try string(second)
        case .assign(let target, let value): return try assignString(target, value)
        case .convert(let operand): return try stringOf(operand)
        case .call(let subroutine, let arguments): return try callString(subroutine, arguments)
        default: throw failure("The expression is no string.")
        }
    }

    private mutating func string(_ variable: BuiltinVariable) throws(CompileError) -> StringValue {
        let buffer = scratch(stringSize)
        switch variable {
        case .execname:
            emit(.call(.getCurrentComm, [.address(buffer), .immediate(Int64(commandBytes))], result: nil))
        case .probeprov, .probemod, .probefunc, .probename: probeName(variable, to: buffer)
        default: throw failure("\(variable.rawValue) is no string.")
        }
        return .memory(buffer)
    }

    /// The size of a task's name with its zero byte, `TASK_COMM_LEN`, as far as strings reach.
    var commandBytes: Int { min(Self.commandSize, stringSize) }
    static let commandSize = 16

    private mutating func probeName(_ variable: BuiltinVariable, to buffer: IRAddress) {
        usesProbeNames = true
        guard let part = RuntimeMap.probeNameOffsets[variable] else { return }
        let absent = function.label()
        let key = readBuffer()
        emit(.store(.byte, buffer, .immediate(0)))
        let probe = register(contextWord(ProbeContext.probeID))
        emit(.store(.double, key, .register(probe)))
        let entry = lookup(RuntimeMap.probeNames, key)
        emit(.jump(.equal, entry, .immediate(0), absent))
        let bytes = min(part.size, stringSize)
        emit(
            .call(
                .probeReadKernelStr,
                [.address(buffer), .immediate(Int64(bytes)), .address(IRAddress(.register(entry), part.offset))],
                result: nil))
        function.bind(absent)
    }

    private mutating func string(at place: Place) throws(CompileError) -> StringValue {
        switch place {
        case .memory(let address): return .memory(address)
        case .window(_, _, _, let address):
            // Room for a whole string is behind it only when the element is one.
            let buffer = scratch(stringSize)
            copyString(from: address, to: buffer, size: stringSize)
            return .memory(buffer)
        case .remote(let base, let offset, let space): return .remote(advanced(base, by: offset), space)
        case .element(let variable, let keys, let offset):
            let buffer = scratch(stringSize)
            let absent = function.label()
            emit(.store(.byte, buffer, .immediate(0)))
            let pointer = try lookup(variable, keys)
            emit(.jump(.equal, pointer, .immediate(0), absent))
            copyString(from: IRAddress(.register(pointer), offset), to: buffer, size: stringSize)
            function.bind(absent)
            return .memory(buffer)
        }
    }

    /// `stringof(e)`: of an address, or of a char array's bytes.
    private mutating func stringOf(_ operand: TypedExpression) throws(CompileError) -> StringValue {
        switch operand.type.resolved {
        case .string: return try string(operand)
        case .array, .aggregate:
            switch try place(operand) {
            case .remote(let base, let offset, let space): return .remote(advanced(base, by: offset), space)
            case .memory(let address), .window(_, _, _, let address):
                // Shorter than a string may be, and perhaps without a zero byte.
                let size = min(layout.size(of: operand.type) + 1, stringSize)
                let buffer = scratch(stringSize)
                copyString(from: address, to: buffer, size: size)
                return .memory(buffer)
            case let element: return try string(at: element)
            }
        default: return .remote(try lower(operand), space(of: operand.type))
        }
    }

    private mutating func conditionalString(
        _ condition: TypedExpression, _ first: TypedExpression, _ second: TypedExpression
    ) throws(CompileError) -> StringValue {
        let buffer = scratch(stringSize)
        let otherwise = function.label()
        let end = function.label()
        try sometimes { (me) throws(CompileError) in
            try me.branch(on: condition, when: false, to: otherwise)
            try me.copy(try me.string(first), to: buffer, size: me.stringSize)
        }
        emit(.go(end))
        function.bind(otherwise)
        try sometimes { (me) throws(CompileError) in
            try me.copy(try me.string(second), to: buffer, size: me.stringSize)
        }
        function.bind(end)
        return .memory(buffer)
    }

    private mutating func assignString(_ target: TypedExpression, _ value: TypedExpression) throws(CompileError)
        -> StringValue
    {
        let place = try place(target)
        if case .integer = value.kind, case .element(let variable, let keys, 0) = place, isString(target) {
            try remove(variable, keys)
            return .literal([])
        }
        let source = try string(value)
        switch place {
        case .memory(let address):
            try copy(source, to: address, size: stringSize)
            return .memory(address)
        case .element(let variable, let keys, let offset):
            let buffer = scratch(variable.valueSize)
            if offset != 0 || !isString(target) {
                try copyBytes(buffer, .element(variable, keys, offset: 0), variable.valueSize)
            }
            try copy(source, to: buffer.advanced(by: offset), size: stringSize)
            try update(variable, keys, from: buffer)
            return .memory(buffer.advanced(by: offset))
        case .window(let variable, let keys, let buffer, let address):
            try copy(source, to: address, size: stringSize)
            try update(variable, keys, from: buffer)
            return .memory(address)
        case .remote(let base, let offset, _):
            let address = ownAddress(advanced(base, by: offset), bytes: stringSize)
            try copy(source, to: address, size: stringSize)
            return .memory(address)
        }
    }

    /// The string in memory that can be read by loads, `stringSize` bytes of it.
    mutating func materialize(_ value: StringValue) throws(CompileError) -> IRAddress {
        if case .memory(let address) = value { return address }
        let buffer = scratch(stringSize)
        try copy(value, to: buffer, size: stringSize)
        return buffer
    }

    /// Copies a string, cut to `size` bytes with its zero byte.
    mutating func copy(_ value: StringValue, to target: IRAddress, size: Int) throws(CompileError) {
        switch value {
        case .literal(let bytes): store(bytes.prefix(max(0, size - 1)), to: target, size: size)
        case .memory(let source): if source != target { copyString(from: source, to: target, size: size) }
        case .remote(let source, let space):
            let length = readString(from: source, space, to: target, size: size)
            check(.register(length), .signedGreater, .constant(0), else: .badAddress, value: source)
        }
    }

    /// Copies up to `size` bytes; the result is the length with the zero byte, or negative.
    mutating func readString(from source: Value, _ space: DType.AddressSpace, to target: IRAddress, size: Int)
        -> VirtualRegister
    {
        let address = register(source)
        return callHelper(
            space == .user ? .probeReadUserStr : .probeReadKernelStr,
            [.address(target), .immediate(Int64(size)), .register(address)])
    }

    @discardableResult
    mutating func copyString(from source: IRAddress, to target: IRAddress, size: Int) -> VirtualRegister {
        callHelper(.probeReadKernelStr, [.address(target), .immediate(Int64(size)), .address(source)])
    }

    private static let inlineLimit = 32

    private mutating func store(_ bytes: ArraySlice<UInt8>, to target: IRAddress, size: Int) {
        guard bytes.count + 1 > Self.inlineLimit else {
            storeInline(Array(bytes) + [0], to: target)
            return
        }
        let offset = constants.offset(of: Array(bytes))
        emit(
            .call(
                .probeReadKernelStr,
                [.address(target), .immediate(Int64(size)), .mapValue(ConstantTable.stringsMap, offset)], result: nil))
    }

    private mutating func storeInline(_ bytes: [UInt8], to target: IRAddress) {
        var offset = 0
        while offset < bytes.count {
            let width = [Width.word, .half, .byte].first { offset + $0.bytes <= bytes.count } ?? .byte
            var word: UInt32 = 0
            for index in 0..<width.bytes { word |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
            emit(.store(width, target.advanced(by: offset), .immediate(Int32(bitPattern: word))))
            offset += width.bytes
        }
    }
}
