import BPF
import DLanguage
import ProviderAPI

// Moving bytes: probe reads, whole aggregates, addresses as numbers.
extension ClauseLowering {
    /// Reads bytes from an address that may be bad: then the clause ends with a fault.
    mutating func probeRead(_ target: IRAddress, _ bytes: Int, _ source: Value, _ space: DType.AddressSpace) {
        let helper: Helper = space == .user ? .probeReadUser : .probeReadKernel
        let result = function.register()
        let address = register(source)
        emit(
            .call(helper, [.address(target), .immediate(Int64(bytes)), .register(address)], result: result))
        check(.register(result), .equal, .constant(0), else: .badAddress, value: source)
    }

    /// Copies bytes between places of known good memory.
    mutating func copyBytes(_ target: IRAddress, _ source: IRAddress, _ bytes: Int) {
        if bytes <= 32 && bytes % 8 == 0 {
            for offset in stride(from: 0, to: bytes, by: 8) {
                let word = function.register()
                emit(.load(.double, word, source.advanced(by: offset)))
                emit(.store(.double, target.advanced(by: offset), .register(word)))
            }
            return
        }
        emit(
            .call(
                .probeReadKernel, [.address(target), .immediate(Int64(bytes)), .address(source)], result: nil))
    }

    /// Clears memory whose size is a multiple of 8.
    mutating func zero(_ target: IRAddress, _ bytes: Int) {
        if bytes <= 128 {
            for offset in stride(from: 0, to: bytes, by: 8) {
                emit(.store(.double, target.advanced(by: offset), .immediate(0)))
            }
            return
        }
        constants.reserveZeros(bytes)
        emit(
            .call(
                .probeReadKernel,
                [.address(target), .immediate(Int64(bytes)), .mapValue(ConstantTable.zerosMap, 0)], result: nil))
    }

    /// Clears memory but for what is written anyway, in words of 8 bytes.
    mutating func zero(_ target: IRAddress, _ bytes: Int, except written: [Range<Int>]) {
        let words = stride(from: 0, to: bytes, by: 8)
            .filter { word in !written.contains { $0.lowerBound <= word && min(word + 8, bytes) <= $0.upperBound } }
        guard words.count <= 16 else { return zero(target, bytes) }
        for word in words { emit(.store(.double, target.advanced(by: word), .immediate(0))) }
    }

    /// Copies what lies at a place to good memory.
    mutating func copyBytes(_ target: IRAddress, _ source: Place, _ bytes: Int) throws(CompileError) {
        switch source {
        case .memory(let address), .window(_, _, _, let address): copyBytes(target, address, bytes)
        case .remote(let base, let offset, .scratch):
            copyBytes(target, IRAddress(.register(arenaAddress(advanced(base, by: offset), bytes: bytes))), bytes)
        case .remote(let base, let offset, let space):
            probeRead(target, bytes, advanced(base, by: offset), space)
        case .element(let variable, let keys, let offset):
            let absent = function.label()
            let end = function.label()
            let pointer = try lookup(variable, keys)
            emit(.jump(.equal, pointer, .immediate(0), absent))
            copyBytes(target, IRAddress(.register(pointer), offset), bytes)
            emit(.go(end))
            function.bind(absent)
            constants.reserveZeros(bytes)
            emit(
                .call(
                    .probeReadKernel,
                    [.address(target), .immediate(Int64(bytes)), .mapValue(ConstantTable.zerosMap, 0)], result: nil))
            function.bind(end)
        }
    }

    /// `target = value` for structs, unions and arrays.
    mutating func copyWhole(to target: TypedExpression, from value: TypedExpression) throws(CompileError) {
        let bytes = layout.size(of: target.type)
        let destination = try place(target)
        let source = try place(value)
        switch destination {
        case .memory(let address): try copyBytes(address, source, bytes)
        case .window(let variable, let keys, let copy, let address):
            try copyBytes(address, source, bytes)
            try update(variable, keys, from: copy)
        case .element(let variable, let keys, let offset):
            let buffer = scratch(variable.valueSize)
            try copyBytes(buffer, .element(variable, keys, offset: 0), variable.valueSize)
            try copyBytes(buffer.advanced(by: offset), source, bytes)
            try update(variable, keys, from: buffer)
        case .remote(let base, let offset, _):
            try copyBytes(ownAddress(advanced(base, by: offset), bytes: bytes), source, bytes)
        }
    }

    /// The address of an lvalue as a number.
    mutating func address(of expression: TypedExpression) throws(CompileError) -> Value {
        switch try place(expression) {
        case .memory(let address), .window(_, _, _, let address): return number(address)
        case .remote(let base, let offset, _): return advanced(base, by: offset)
        case .element(let variable, let keys, let offset):
            let pointer = try lookup(variable, keys)
            let null = function.label()
            let result = function.register()
            emit(.constant(result, 0))
            emit(.jump(.equal, pointer, .immediate(0), null))
            move(result, number(IRAddress(.register(pointer), offset)))
            function.bind(null)
            return .register(result)
        }
    }

    /// An address as a plain number: the verifier allows arithmetic and comparison on those only. Passing through the
    /// probe context's memory makes it one.
    mutating func number(_ address: IRAddress) -> Value {
        let slot = scratch(8)
        let pointer = function.register(.tracked)
        emit(.address(pointer, address))
        emit(.store(.double, slot, .register(pointer)))
        let result = function.register()
        emit(.load(.double, result, slot))
        return .register(result)
    }
}
