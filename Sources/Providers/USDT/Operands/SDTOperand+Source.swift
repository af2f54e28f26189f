import BPF
import ProviderAPI
import SystemInfo

extension SDTOperand {
    /// What is known of the probe site: symbols are found from the distance to it, wherever the file is mapped.
    struct Site {
        /// The link-time address of the probe's instruction.
        var location: UInt64
        /// Where `struct pt_regs` keeps the program counter, in bytes.
        var programCounter: Int
        /// The link-time address of a variable or function of the file.
        var address: (_ symbol: String) throws -> UInt64?
    }

    /// Where the converter finds the value when the probe fires.
    func source(at site: Site) throws -> ArgumentSource {
        switch place {
        case .constant(let value): return .constant(extended(value))
        case .symbolAddress(let symbol, let distance): return try address(of: symbol, plus: distance, at: site)
        case .register(let register):
            guard let offset = register.offset else { return .constant(0) }
            let narrower = min(width.rawValue, register.width.rawValue)
            return .register(offset: offset, width: Width(rawValue: narrower) ?? width, signed: isSigned)
        case .memory(let memory):
            return .memory(address: try address(of: memory, at: site), width: width, signed: isSigned, space: .user)
        }
    }

    /// The constant as the C type of the operand has it.
    private func extended(_ value: Int64) -> Int64 {
        let unused = 64 - width.bytes * 8
        let shifted = value << Int64(unused)
        return isSigned ? shifted >> Int64(unused) : Int64(bitPattern: UInt64(bitPattern: shifted) >> UInt64(unused))
    }

    private func address(of memory: MemoryPlace, at site: Site) throws -> ArgumentSource {
        let start = try memory.symbol.map { try address(of: $0, plus: memory.displacement, at: site) }
        let base = memory.base.map { $0.source(signed: false) }
        let index = memory.index.map { $0.source(signed: memory.isIndexSigned) }
        let displacement = memory.symbol == nil ? memory.displacement : 0
        switch (start, base, index) {
        case (nil, nil, nil): return .constant(displacement)
        case (nil, let base?, nil) where displacement == 0: return base
        case (nil, _, _):
            return .sum(base: base, index: index, scale: memory.scale, displacement: displacement)
        case (let start?, nil, nil): return start
        case (let start?, let base?, nil): return .sum(base: start, index: base, scale: 1, displacement: 0)
        case (let start?, nil, let index?): return .sum(base: start, index: index, scale: memory.scale, displacement: 0)
        case (let start?, let base?, let index?):
            let sum = ArgumentSource.sum(base: start, index: index, scale: memory.scale, displacement: 0)
            return .sum(base: sum, index: base, scale: 1, displacement: 0)
        }
    }

    private func address(of symbol: String, plus distance: Int64, at site: Site) throws -> ArgumentSource {
        guard let address = try site.address(symbol) else {
            throw OperandError("whose symbol \(symbol) is not in the file's symbol tables")
        }
        return .sum(
            base: .register(offset: site.programCounter, width: .double, signed: false), index: nil, scale: 1,
            displacement: Int64(bitPattern: address &- site.location) &+ distance)
    }
}

extension MachineRegister {
    /// The register as part of an address.
    fileprivate func source(signed: Bool) -> ArgumentSource {
        offset.map { .register(offset: $0, width: width, signed: signed) } ?? .constant(0)
    }
}
