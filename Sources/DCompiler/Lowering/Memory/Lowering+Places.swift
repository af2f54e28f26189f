import BPF
import DLanguage
import ProviderAPI

// Lvalues: where they lie, reading and writing them.
extension ClauseLowering {
    mutating func lvalue(_ expression: TypedExpression) throws(CompileError) -> LValue {
        switch expression.kind {
        case .member(let base, let bitOffset, let bitWidth):
            return try member(base, bitOffset, bitWidth, expression.type)
        default: return LValue(place: try place(expression), type: expression.type)
        }
    }

    private mutating func member(_ base: TypedExpression, _ bitOffset: Int, _ bitWidth: Int?, _ type: DType)
        throws(CompileError) -> LValue
    {
        let place = try place(base)
        guard let bitWidth else { return LValue(place: place.advanced(by: bitOffset / 8), type: type) }
        // The unit is the declared type's, at a multiple of its size; a field that leaves it is read as 8 bytes.
        let unit = max(1, layout.size(of: type))
        let start = bitOffset / (unit * 8) * unit
        let offset = bitOffset - start * 8
        guard offset + bitWidth <= unit * 8 else {
            let byte = bitOffset / 8
            return LValue(
                place: place.advanced(by: byte), type: .integer(.long), bits: (bitOffset - byte * 8, bitWidth))
        }
        return LValue(place: place.advanced(by: start), type: type, bits: (offset, bitWidth))
    }

    /// Where a variable, a dereferenced pointer, a member or an element lies.
    mutating func place(_ expression: TypedExpression) throws(CompileError) -> Place {
        switch expression.kind {
        case .variable(let id, let keys): return try place(of: id, keys)
        case .dereference(let pointer):
            return .remote(try lower(pointer), offset: 0, space(of: pointer.type))
        case .member(let base, let bitOffset, _): return try place(base).advanced(by: bitOffset / 8)
        case .index(let base, let index, let count):
            return try element(of: place(base), index, count, size: layout.size(of: expression.type))
        case .comma(let first, let second):
            try lowerEffect(first)
            return try place(second)
        case .convert(let operand) where !layout.isScalar(operand.type): return try place(operand)
        case _ where isString(expression): return .memory(try materialize(string(expression)))
        default: throw failure("The expression has no place in memory; assign it to a variable first.")
        }
    }

    func space(of type: DType) -> DType.AddressSpace {
        if case .pointer(_, let space) = type.resolved { space } else { .kernel }
    }

    private mutating func place(of id: VariableID, _ keys: [TypedExpression]) throws(CompileError) -> Place {
        switch context.variables.storage[id.index] {
        case .global(let offset): return .memory(IRAddress(.globals, offset))
        case .clause(let offset): return .memory(ownNumber(id) ?? IRAddress(.probeContext, offset))
        case .dynamic(let variable) where variable.storageOffset != nil: return .element(variable, [], offset: 0)
        case .dynamic(var variable):
            let belongsToThread = variable.isThreadLocal || keys.contains(where: namesThread)
            let numbers = keys.compactMap(\.stableNumber)
            if belongsToThread, numbers.count == keys.count { variable.identity = numbers }
            return .element(variable, try keyParts(keys), offset: 0)
        }
    }

    /// Whether a key is of the running thread alone: it is its number, or has all bits of that.
    private func namesThread(_ key: TypedExpression) -> Bool { key.isThread && layout.size(of: key.type) >= 4 }

    /// An element of an array; an index outside it is a fault.
    private mutating func element(of place: Place, _ index: TypedExpression, _ count: Int, size: Int)
        throws(CompileError) -> Place
    {
        let value = try lower(index)
        if let constant = value.constant, constant >= 0, constant < Int64(count) || count == 0 {
            return place.advanced(by: Int(constant) * size)
        }
        // The verifier follows the bound only within one machine register.
        let offset = copy(value, .pinned)
        if count > 0 {
            check(.register(offset), .less, .constant(Int64(count)), else: .badIndex, value: .register(offset))
        }
        alu(.mul, offset, .constant(Int64(size)))
        switch place {
        case .memory(let address): return .memory(shifted(address, by: offset))
        case .remote(let base, let start, let space):
            let sum = copy(base)
            alu(.add, sum, .register(offset))
            return .remote(.register(sum), offset: start, space)
        case .element(let variable, let keys, let start):
            let buffer = scratch(variable.valueSize)
            try copyBytes(buffer, .element(variable, keys, offset: 0), variable.valueSize)
            return .window(variable, keys, copy: buffer, at: shifted(buffer.advanced(by: start), by: offset))
        case .window(let variable, let keys, let buffer, let address):
            return .window(variable, keys, copy: buffer, at: shifted(address, by: offset))
        }
    }

    private mutating func shifted(_ address: IRAddress, by offset: VirtualRegister) -> IRAddress {
        let pointer = function.register(.tracked)
        emit(.address(pointer, address))
        alu(.add, pointer, .register(offset))
        return IRAddress(.register(pointer))
    }

    mutating func read(_ lvalue: LValue) throws(CompileError) -> Value {
        let type = layout.scalar(lvalue.type)
        let value = try read(lvalue.place, type)
        guard let bits = lvalue.bits else { return value }
        let result = copy(value)
        alu(.lsh, result, .constant(Int64(64 - bits.offset - bits.width)))
        alu(type.isSigned ? .arsh : .rsh, result, .constant(Int64(64 - bits.width)))
        return .register(result)
    }

    private mutating func read(_ place: Place, _ type: ScalarType) throws(CompileError) -> Value {
        guard Width(rawValue: UInt8(clamping: type.bytes)) != nil else {
            throw failure("A value of \(type.bytes) bytes cannot be read as a number.")
        }
        switch place {
        case .memory(let address), .window(_, _, _, let address): return load(address, type)
        case .remote(let base, let offset, .scratch):
            let memory = arenaAddress(advanced(base, by: offset), bytes: type.bytes)
            return load(IRAddress(.register(memory)), type)
        case .remote(let base, let offset, let space):
            let buffer = readBuffer()
            let source = advanced(base, by: offset)
            probeRead(buffer, type.bytes, source, space)
            return load(buffer, type)
        case .element(let variable, let keys, let offset):
            let result = function.register()
            let absent = function.label()
            let pointer = try lookup(variable, keys)
            emit(.constant(result, 0))
            emit(.jump(.equal, pointer, .immediate(0), absent))
            move(result, load(IRAddress(.register(pointer), offset), type))
            function.bind(absent)
            return .register(result)
        }
    }

    /// Loads a scalar and extends it by its sign.
    mutating func load(_ address: IRAddress, _ type: ScalarType) -> Value {
        let result = function.register()
        emit(.load(Width(rawValue: UInt8(clamping: type.bytes)) ?? .double, result, address))
        if type.isSigned { normalize(result, to: type) }
        return .register(result)
    }

    mutating func advanced(_ value: Value, by bytes: Int) -> Value {
        if bytes == 0 { return value }
        return binary(.add, value, .constant(Int64(bytes)), .address)
    }

    mutating func write(_ value: Value, to lvalue: LValue) throws(CompileError) {
        let type = layout.scalar(lvalue.type)
        var stored = value
        if let bits = lvalue.bits {
            stored = merged(value, into: try read(lvalue.place, type), bits)
        }
        guard let width = Width(rawValue: UInt8(clamping: type.bytes)) else {
            throw failure("A value of \(type.bytes) bytes cannot be stored as a number.")
        }
        switch lvalue.place {
        case .memory(let address):
            let operand = operand(stored)
            emit(.store(width, address, operand))
        case .window(let variable, let keys, let copy, let address):
            let operand = operand(stored)
            emit(.store(width, address, operand))
            try update(variable, keys, from: copy)
        case .remote(let base, let offset, _):
            let address = ownAddress(advanced(base, by: offset), bytes: type.bytes)
            let operand = operand(stored)
            emit(.store(width, address, operand))
        case .element(let variable, let keys, let offset):
            try writeElement(stored, width, variable, keys, offset, deletesZero: lvalue.bits == nil)
        }
    }

    /// The old value with a bit-field of it replaced.
    private mutating func merged(_ value: Value, into old: Value, _ bits: (offset: Int, width: Int)) -> Value {
        let mask: Int64 = bits.width >= 64 ? -1 : (1 << Int64(bits.width)) - 1
        let field = binary(
            .shiftLeft, binary(.and, value, .constant(mask), .address), .constant(Int64(bits.offset)), .address)
        let rest = binary(.and, old, .constant(~(mask << Int64(bits.offset))), .address)
        return binary(.or, rest, field, .address)
    }
}
