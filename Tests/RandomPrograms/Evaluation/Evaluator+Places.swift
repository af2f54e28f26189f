extension Evaluator {
    /// A place whose keys and index are known.
    enum Location {
        case cell(Cell, IntegerKind)
        case member(Cell, Member)
        case view(Member)
        case memory(Int)

        /// The number as the place holds it.
        func cut(_ value: Int64) -> Int64 {
            switch self {
            case .cell(_, let kind): kind.cut(value)
            case .member(_, let member), .view(let member): member.cut(value)
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
        case .cell(let row, let column):
            let row = try evaluate(row)
            let column = try evaluate(column)
            return .cell(Cell(name: "mm", keys: [.number(row), .number(column)]), .int)
        case .member(let structure, let member): return .member(try cell(structure, member), member)
        case .view(let member): return .view(member)
        case .pointed(let index, _): return .memory(Int(try evaluate(index)))
        }
    }

    private mutating func cell(_ structure: Structure, _ member: Member) throws(Fault) -> Cell {
        guard case .element(let index) = structure else { return Cell(name: "\(structure.source).\(member.name)") }
        return Cell(name: "sa.\(member.name)", keys: [try key(index)])
    }

    mutating func copy(_ source: Structure, to target: Structure) throws(Fault) {
        for member in Member.structure {
            numbers[try cell(target, member)] = numbers[try cell(source, member), default: 0]
        }
    }

    func read(_ location: Location) -> Int64 {
        switch location {
        case .cell(let cell, _): numbers[cell, default: 0]
        case .member(let cell, _): numbers[cell, default: 0]
        case .view(let member): member.cut(numbers[Self.union, default: 0])
        case .memory(let index): memory[index]
        }
    }

    mutating func write(_ value: Int64, to location: Location) {
        switch location {
        case .cell(let cell, _): numbers[cell] = value
        case .member(let cell, _): numbers[cell] = value
        case .view(let member):
            // All members begin at the first byte, which is the lowest.
            let mask: Int64 = member.kind.bytes == 8 ? -1 : (1 << Int64(member.kind.bytes * 8)) - 1
            numbers[Self.union] = numbers[Self.union, default: 0] & ~mask | value & mask
        case .memory(let index): memory[index] = value
        }
    }
}
