extension Instruction {
    /// Whether the instruction names a register; the registers that calls use by convention do not count.
    public func mentions(_ register: Register) -> Bool {
        switch self {
        case .alu(_, _, let destination, let operand): destination == register || operand == .register(register)
        case .negate(_, let destination), .byteSwap(_, _, let destination), .loadImmediate64(let destination, _),
            .loadMap(let destination, _), .loadMapValue(let destination, _, _), .loadFunction(let destination, _):
            destination == register
        case .load(_, let destination, let address), .atomic(_, _, let address, let destination):
            destination == register || address.base == register
        case .store(_, let address, let operand): address.base == register || operand == .register(register)
        case .jump(_, _, let compared, let operand, _): compared == register || operand == .register(register)
        case .call, .callKernel, .callLocal, .go, .exit, .bind: false
        }
    }
}

extension Code {
    /// The maps that the instructions refer to.
    public var maps: Set<MapReference> {
        Set(
            instructions.compactMap {
                switch $0 {
                case .loadMap(_, let map), .loadMapValue(_, let map, _): map
                default: nil
                }
            })
    }
}
