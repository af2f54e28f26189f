import BPF

extension Emitter {
    private static let parameters: [Register] = [.r1, .r2, .r3, .r4, .r5]

    /// Moves the arguments to r1-r5 as if all at once, calls, and takes the result from r0.
    mutating func call(_ helper: Helper, _ arguments: [IRArgument], _ result: VirtualRegister?) {
        // No value lives in r5, so it can be filled first, and r0 is free to break cycles.
        if arguments.count == 5 { load(.r5, arguments[4]) }
        moveRegisters(pendingMoves(arguments))
        for (target, argument) in zip(Self.parameters, arguments.prefix(4)) where sourceRegister(argument) == nil {
            load(target, argument)
        }
        add(.call(helper))
        guard let result else { return }
        define(result) { $0.add(.mov($1, .r0)) }
    }

    /// Arguments whose value starts out in a machine register that another argument's move could overwrite.
    private func pendingMoves(_ arguments: [IRArgument]) -> [(target: Register, source: Register, offset: Int)] {
        zip(Self.parameters, arguments.prefix(4))
            .compactMap { target, argument in
                sourceRegister(argument).map { (target, $0.register, $0.offset) }
            }
    }

    private func sourceRegister(_ argument: IRArgument) -> (register: Register, offset: Int)? {
        switch argument {
        case .register(let register):
            if case .register(let machine) = home(register) { return (machine, 0) }
        case .address(let address):
            if case .register(let register) = address.base, case .register(let machine) = home(register) {
                return (machine, address.offset)
            }
        default: break
        }
        return nil
    }

    /// A parallel move: what nobody still needs is written first; cycles go through r0.
    private mutating func moveRegisters(_ moves: [(target: Register, source: Register, offset: Int)]) {
        var pending = moves
        while !pending.isEmpty {
            let ready = pending.firstIndex { move in
                !pending.contains { $0.source == move.target && $0.target != move.target }
            }
            if let ready {
                let move = pending.remove(at: ready)
                add(.mov(move.target, move.source))
                if move.offset != 0 { add(.add(move.target, Int32(move.offset))) }
            } else {
                let blocked = pending[0].target
                add(.mov(Self.temporary, blocked))
                for index in pending.indices where pending[index].source == blocked {
                    pending[index].source = Self.temporary
                }
            }
        }
    }

    private mutating func load(_ target: Register, _ argument: IRArgument) {
        switch argument {
        case .register(let register): add(.mov(target, read(register, through: target)))
        case .immediate(let value): addConstant(target, value)
        case .map(let map): add(.loadMap(target, map))
        case .mapValue(let map, let offset): add(.loadMapValue(target, map, offset: offset))
        case .address(let address): addAddress(target, address)
        case .nativeContext: add(.load(.double, target, Address(.fp, frame.nativeContext)))
        }
    }
}
