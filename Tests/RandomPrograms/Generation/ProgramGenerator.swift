import TestSupport

/// Makes random clauses, well-typed by construction.
struct ProgramGenerator {
    var random: SeededGenerator
    /// Those that clauses use; a few, as each takes the kernel time to make.
    private(set) var aggregations: Set<Aggregation> = []
    /// Whether the clause has memory of its own by now.
    var hasMemory = false
    /// Whether it has a structure there.
    var hasStructure = false

    private var candidates: [Aggregation] = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        candidates = (0..<3).map { _ in pick(Aggregation.all) }
    }

    mutating func clause(_ probe: String) -> Clause {
        hasMemory = false
        hasStructure = false
        let predicate = chance(5) ? number(2) : nil
        return Clause(probe: probe, predicate: predicate, statements: statements(roll(1...3), depth: 1))
    }

    private mutating func statements(_ count: Int, depth: Int) -> [Statement] {
        (0..<count).map { _ in statement(depth) }
    }

    private mutating func statement(_ depth: Int) -> Statement {
        switch roll(0...14) {
        case 0, 1: return .printf((0..<roll(1...3)).map { _ in argument(3) })
        case 2: return .trace(argument(3))
        case 3, 4:
            let target = pick(Variable.strings)
            return .assignText(target, keys(target.keys), text(2))
        case 5 where depth > 0:
            let had = (hasMemory, hasStructure)
            let first = statements(roll(1...2), depth: depth - 1)
            (hasMemory, hasStructure) = had
            let second = chance(2) ? statements(1, depth: depth - 1) : []
            (hasMemory, hasStructure) = had
            return .conditional(number(2), first, otherwise: second)
        case 6, 7:
            let aggregation = pick(candidates)
            aggregations.insert(aggregation)
            return .aggregate(aggregation, keys(aggregation.keys), .cast(.long, number(2)))
        case 8 where !hasMemory:
            let values = (0..<Variable.arrayCount).map { _ in number(1) }
            hasMemory = true
            return .allocate(values)
        case 10 where !hasStructure:
            let source = structure()
            hasStructure = true
            return .allocateStructure(from: source, byCopy: source.hasAddress && chance(2))
        case 11: return .assignStructure(structure(), from: structure())
        case 9 where chance(3): return .expression(.assign(place(1), fault()))
        default: return .expression(effect(4))
        }
    }

    private mutating func fault() -> Expression {
        switch roll(0...3) {
        case 0: .binary(pick([.divide, .modulo]), number(1), .binary(.and, .place(place(0)), .literal(0, .int)))
        case 1: .place(.element(.binary(.and, .place(place(0)), .literal(7, .int))))
        case 2: .badLoad(Int64(roll(1...4000)))
        default: .largeAllocation
        }
    }

    mutating func structure() -> Structure {
        switch roll(0...5) {
        case 0: .global
        case 1: .other
        case 2: .thread
        case 3: .clause
        case 4 where hasStructure: .pointed
        default: .element(.number(.literal(Int64(roll(0...2)), .int)))
        }
    }

    mutating func argument(_ depth: Int) -> Argument {
        chance(3) ? .text(text(depth - 1)) : .number(number(depth))
    }

    /// Keys from small ranges, so that elements are met again.
    mutating func keys(_ kinds: [IntegerKind?]) -> [Argument] {
        kinds.map { kind in
            guard let kind else { return .text(chance(2) ? .literal(Array(pick(["", "a", "bc"]).utf8)) : text(1)) }
            let value =
                chance(2) ? Expression.literal(Int64(roll(0...3)), kind) : .binary(.and, number(1), .literal(3, .int))
            return .number(.cast(kind, value))
        }
    }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(0...elements.count - 1)] }
}
