extension Evaluator {
    /// A place whose keys and index are known.
    enum Location {
        case cell(Cell, IntegerKind)
        case member(Member)
        case view(Member)
        case memory(Int)

        /// The number as the place holds it.
        func cut(_ value: Int64) -> Int64 {
            switch self {
            case .cell(_, let kind): kind.cut(value)
            case .member(let member), .view(let member): member.cut(value)
            case .memory: IntegerKind.int.cut(value)
            }
        }
    }

    private static let union = Cell(name: "un")

    mutating func locate(_ place: Place) throws(Fault) -> Location {
        switch place {
        case .variable(let variable, let keys): return .cell(try cell(variable, keys), place.kind)
        case .element(let index):
            let index = try evaluate(index)
            guard (0..<Variable.arrayCount).contains(index) else { throw .badIndex(index) }
            return .cell(Cell(name: "r", keys: [.number(index)]), .int)
        case .member(let member): return .member(member)
        case .view(let member): return .view(member)
        case .pointed(let index, _): return .memory(Int(try evaluate(index)))
        }
    }

    func read(_ location: Location) -> Int64 {
        switch location {
        case .cell(let cell, _): numbers[cell, default: 0]
        case .member(let member): numbers[Cell(name: "st." + member.name), default: 0]
        case .view(let member): member.cut(numbers[Self.union, default: 0])
        case .memory(let index): memory[index]
        }
    }

    mutating func write(_ value: Int64, to location: Location) {
        switch location {
        case .cell(let cell, _): numbers[cell] = value
        case .member(let member): numbers[Cell(name: "st." + member.name)] = value
        case .view(let member):
            // All members begin at the first byte, which is the lowest.
            let mask: Int64 = member.kind.bytes == 8 ? -1 : (1 << Int64(member.kind.bytes * 8)) - 1
            numbers[Self.union] = numbers[Self.union, default: 0] & ~mask | value & mask
        case .memory(let index): memory[index] = value
        }
    }
}
