import BPF
import ProviderAPI
import Testing

@testable import DTraceRuntime

/// The code that takes and gives back contexts, run in the orders in which firings can interrupt each other.
@Suite(.serialized)
struct ContextLocatorTests {
    private static let preemptible = Carrier(.rawTracepoint, isPreemptible: true, description: "preemptible")
    private static let orderly = Carrier(.rawTracepoint, isPreemptible: false, description: "orderly")

    /// What happens next on the CPU: a firing begins, or the one that began as the n-th ends.
    private enum Step {
        case take
        case release(Int)
    }

    /// Runs the steps in one program and gives the context's number of each firing, nil for those that were lost.
    private func numbers(_ steps: [Step], carrier: Carrier, contextSize: Int = 256) throws -> [UInt64?] {
        var maps = try MapSet(
            ContextMaps.specs(
                for: [carrier], contextSize: contextSize, highestProbeID: 1, possibleCPUs: Processors.possibleCount))
        try maps.create(MapSpec("taken", .array, keySize: 4, valueSize: 128, maxEntries: 1))
        var code = Code()
        let locator = ContextLocator(
            carrier: carrier, isWide: ContextMaps.areWide(contextSize: contextSize))
        let out = code.label()
        var firings: Int16 = 0
        for step in steps {
            switch step {
            case .take:
                let lost = code.label()
                let taken = code.label()
                locator.take(into: &code, lost: lost, out: out)
                code += [
                    .store(.double, Address(.fp, -136 - 16 * firings), .register(.r8)),
                    .store(.double, Address(.fp, -144 - 16 * firings), .register(.r9)),
                    .loadMapValue(.r1, "taken", offset: 0), .add(.r9, 1),
                    .store(.double, Address(.r1, 8 * firings), .register(.r9)),
                    .go(taken), .bind(lost), .go(out), .bind(taken),
                ]
                firings += 1
            case .release(let firing):
                code += [
                    .load(.double, .r8, Address(.fp, -136 - 16 * Int16(firing))),
                    .load(.double, .r9, Address(.fp, -144 - 16 * Int16(firing))),
                ]
                locator.release(into: &code)
            }
        }
        code += [.bind(out), .mov(.r0, 0), .exit]
        let program = try LoadedProgram(ProgramSpec(name: "steps", type: .rawTracepoint, code: code), maps: maps)
        _ = try program.testRun()
        let value = try maps.withMap("taken") { map throws(KernelError) in try map.lookup(key: 0) ?? [] }
        return (0..<Int(firings)).map { firing in
            let number = value[8 * firing..<8 * firing + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return number == 0 ? nil : number - 1
        }
    }

    /// B begins inside A; A ends before B, as only preemption can make it; C and D begin while B goes on.
    private static let preempted: [Step] = [.take, .take, .release(0), .take, .take]

    @Test func `a preempted firing keeps its context when the one before it ends first`() throws {
        let taken = try numbers(Self.preempted, carrier: Self.preemptible)
        #expect(taken == [0, 1, 0, 2])
    }

    @Test func `contexts too large for maps of their CPU are kept apart as well`() throws {
        #expect(try numbers(Self.preempted, carrier: Self.preemptible, contextSize: 40_000) == [0, 1, 0, 2])
        let nested: [Step] = [.take, .take, .release(1), .take, .release(2), .release(0), .take]
        #expect(try numbers(nested, carrier: Self.orderly, contextSize: 40_000) == [0, 1, 1, 0])
    }

    @Test func `firings that end in the order of a stack use its levels`() throws {
        let nested: [Step] = [.take, .take, .release(1), .take, .release(2), .release(0), .take]
        #expect(try numbers(nested, carrier: Self.orderly) == [0, 1, 1, 0])
        // Why preemptible carriers have theirs apart: the fourth firing gets the context of the second.
        #expect(try numbers(Self.preempted, carrier: Self.orderly) == [0, 1, 0, 1])
    }
}
