import BPF
import DLanguage
import ProviderAPI

// Elements of associative arrays and thread-local variables, in hash maps.
extension ClauseLowering {
    /// Evaluates the keys of a tuple from left to right.
    mutating func keyParts(_ keys: [TypedExpression]) throws(CompileError) -> [KeyPart] {
        var parts: [KeyPart] = []
        for key in keys { parts.append(try keyPart(key)) }
        return parts
    }

    mutating func keyPart(_ key: TypedExpression) throws(CompileError) -> KeyPart {
        switch key.type.resolved {
        case .string where key.kind == .builtin(.execname): return .command(size: stringSize)
        case .string: return .string(try string(key), size: stringSize)
        case .stack(let stack): return .stack(stack, size: layout.size(of: key.type))
        case .symbol(let kind): return .symbol(try lower(key), isUser: kind != .sym && kind != .mod)
        case .aggregate, .array: return .bytes(try place(key), size: layout.size(of: key.type))
        default: return .scalar(try lower(key), bytes: layout.size(of: key.type))
        }
    }

    /// The key's bytes, in memory that stays as it is until the next key is packed.
    mutating func packKey(_ variable: DynamicVariable, _ parts: [KeyPart]) throws(CompileError) -> IRAddress {
        let buffer = keyBuffer(variable.key.size)
        let written = zip(parts, variable.key.offsets).map { $1..<$1 + $0.certainBytes }
        zero(
            buffer, variable.key.size,
            except: written + (variable.isThreadLocal ? [0..<KeyLayout.threadSize] : []))
        if variable.isThreadLocal { emit(.store(.double, buffer, .register(threadKey()))) }
        for (part, offset) in zip(parts, variable.key.offsets) {
            try store(part, at: buffer.advanced(by: offset))
        }
        return buffer
    }

    /// Stores an evaluated value into a key or a record.
    mutating func store(_ part: KeyPart, at address: IRAddress) throws(CompileError) {
        switch part {
        case .scalar(let value, let bytes):
            let operand = operand(value)
            emit(.store(Width(rawValue: UInt8(clamping: bytes)) ?? .double, address, operand))
        case .string(let value, let size): try copy(value, to: address, size: size)
        case .stack(let type, let size): storeStack(type, at: address, size: size)
        case .symbol(let value, let isUser): storeSymbol(value, isUser: isUser, at: address)
        case .command(let size):
            storeCommand(at: address, bytes: min(commandBytes, size))
        case .bytes(let place, let size): try copyBytes(address, place, size)
        }
    }

    /// A pointer to the element, null when it does not exist.
    mutating func lookup(_ variable: DynamicVariable, _ keys: [KeyPart]) throws(CompileError) -> VirtualRegister {
        if let offset = variable.storageOffset { return threadVariable(at: offset, creates: false) }
        if let known = found.pointer(to: variable) { return known }
        let key = try packKey(variable, keys)
        let pointer = lookup(variable.map, key)
        found.note(pointer, for: variable)
        return pointer
    }

    mutating func lookup(_ map: MapReference, _ key: IRAddress) -> VirtualRegister {
        let pointer = function.register(.tracked)
        emit(.call(.mapLookupElem, [.map(map), .address(key)], result: pointer))
        return pointer
    }

    /// Assigning zero to a whole element removes it, as in DTrace.
    mutating func writeElement(
        _ value: Value, _ width: Width, _ variable: DynamicVariable, _ keys: [KeyPart], _ offset: Int, deletesZero: Bool
    ) throws(CompileError) {
        if let storage = variable.storageOffset {
            let stored = operand(value)
            changeThreadVariable(at: storage) { me, address in
                me.emit(.store(width, address.advanced(by: offset), stored))
            }
            return
        }
        found.forget(variable)
        let key = try packKey(variable, keys)
        guard offset == 0, variable.valueSize == 8, deletesZero else {
            try writePart(value, width, variable, key, offset)
            return
        }
        let end = function.label()
        if value.constant != .some(0) {
            let remove = function.label()
            if value.constant == nil { emit(.jump(.equal, register(value), .immediate(0), remove)) }
            upsert(value, width, variable, key)
            if value.constant != nil { return }
            emit(.go(end))
            function.bind(remove)
        }
        emit(.call(.mapDeleteElem, [.map(variable.map), .address(key)], result: nil))
        function.bind(end)
    }

    private mutating func upsert(_ value: Value, _ width: Width, _ variable: DynamicVariable, _ key: IRAddress) {
        let end = function.label()
        let stored = operand(value)
        if !variable.isRemoved {
            let absent = function.label()
            let pointer = lookup(variable.map, key)
            emit(.jump(.equal, pointer, .immediate(0), absent))
            emit(.store(width, IRAddress(.register(pointer)), stored))
            emit(.go(end))
            function.bind(absent)
        }
        let buffer = readBuffer()
        if width != .double { emit(.store(.double, buffer, .immediate(0))) }
        emit(.store(width, buffer, stored))
        updateElement(variable, key, buffer)
        function.bind(end)
    }

    /// Stores a part of an element, which begins to exist with zeros elsewhere.
    private mutating func writePart(
        _ value: Value, _ width: Width, _ variable: DynamicVariable, _ key: IRAddress, _ offset: Int
    ) throws(CompileError) {
        let end = function.label()
        let present = function.label()
        let stored = operand(value)
        let pointer = lookup(variable.map, key)
        emit(.jump(.notEqual, pointer, .immediate(0), present))
        let buffer = scratch(variable.valueSize)
        zero(buffer, variable.valueSize)
        emit(.store(width, buffer.advanced(by: offset), stored))
        updateElement(variable, key, buffer)
        emit(.go(end))
        function.bind(present)
        emit(.store(width, IRAddress(.register(pointer), offset), stored))
        function.bind(end)
    }

    /// Replaces the element's value with the bytes at `buffer`.
    mutating func update(_ variable: DynamicVariable, _ keys: [KeyPart], from buffer: IRAddress) throws(CompileError) {
        if let storage = variable.storageOffset {
            changeThreadVariable(at: storage) { me, address in me.copyBytes(address, buffer, variable.valueSize) }
            return
        }
        found.forget(variable)
        let key = try packKey(variable, keys)
        updateElement(variable, key, buffer)
    }

    mutating func remove(_ variable: DynamicVariable, _ keys: [KeyPart]) throws(CompileError) {
        if let storage = variable.storageOffset {
            clearThreadVariable(at: storage, bytes: variable.valueSize)
            return
        }
        found.forget(variable)
        let key = try packKey(variable, keys)
        emit(.call(.mapDeleteElem, [.map(variable.map), .address(key)], result: nil))
    }

    private mutating func updateElement(_ variable: DynamicVariable, _ key: IRAddress, _ buffer: IRAddress) {
        let stored = function.label()
        let result = function.register()
        emit(
            .call(
                .mapUpdateElem, [.map(variable.map), .address(key), .address(buffer), .immediate(0)], result: result))
        emit(.jump(.equal, result, .immediate(0), stored))
        countDrop(.dynamic)
        function.bind(stored)
    }

    /// What names the running thread: its id; an idle CPU's number in the upper half, as idle threads share id 0.
    private mutating func threadKey() -> VirtualRegister {
        if let threadKeyRegister { return threadKeyRegister }
        let register = function.register()
        threadKeyRegister = register
        return register
    }

    /// Computes the thread's identity before anything else.
    mutating func prependThreadKey() {
        guard let register = threadKeyRegister else { return }
        let known = function.label()
        function.prepend([
            .call(.getCurrentPidTgid, [], result: register),
            .alu(.mov, .w32, register, .register(register)),
            .jump(.notEqual, register, .immediate(0), known),
            .call(.getSmpProcessorId, [], result: register),
            .alu(.add, .w64, register, .immediate(1)),
            .alu(.lsh, .w64, register, .immediate(32)),
            .bind(known),
        ])
    }
}
