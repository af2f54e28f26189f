import BPF
import DCompiler
import ProviderAPI

/// The maps that hold probe contexts, and how many firings can be under way on one CPU.
///
/// Carriers that nothing of another task can interrupt use a stack of contexts for each CPU: a firing takes the next
/// level and gives it back, and what interrupts it does both before it goes on. Carriers that can be preempted by
/// another task use slots claimed by thread id. Every context has a second one behind it for the ERROR probe.
/// Contexts that per-CPU maps do not take lie in plain ones, those of one CPU after those of the other.
enum ContextMaps {
    /// Contexts for carriers that run to their end, by number for each CPU; number 0 also holds the level.
    static let stack: MapReference = "contexts"
    /// Contexts for preemptible carriers, by number for each CPU.
    static let slots: MapReference = "task_contexts"
    /// Per-CPU array, 1 entry: the thread id that holds each slot, u32, 0 for a free one.
    static let owners: MapReference = "context_owners"
    /// Array of u64 indexed by probe id: firings that found no free context.
    static let lost: MapReference = "lost_firings"
    /// Array of u64 indexed by probe id: how often the programs of sampling events ran.
    static let fired: MapReference = "fired"

    /// Task, softirq, hardirq and NMI, each with a nested event, and some room.
    static let stackDepth = 8
    /// Threads that can be preempted inside a firing on one CPU at a time.
    static let slotCount = 16

    /// The number of contexts of one kind, those of ERROR left out.
    static func count(for carrier: Carrier) -> Int { carrier.isPreemptible ? slotCount : stackDepth }

    static func map(for carrier: Carrier) -> MapReference { carrier.isPreemptible ? slots : stack }

    /// The most bytes that the kernel gives to a value of a per-CPU map (`PCPU_MIN_UNIT_SIZE`).
    private static let perCPULimit = 32 << 10

    /// Whether contexts of this size need plain maps.
    static func areWide(contextSize: Int) -> Bool { contextSize > perCPULimit }

    /// The contexts of one kind, with those of ERROR.
    private static func contexts(_ name: MapReference, count: Int, size: Int, possibleCPUs: Int) -> MapSpec {
        guard areWide(contextSize: size) else {
            return MapSpec(name, .perCPUArray, keySize: 4, valueSize: size, maxEntries: 2 * count)
        }
        return MapSpec(
            name, .array, keySize: 4, valueSize: size, maxEntries: 2 * count * possibleCPUs)
    }

    /// The maps that sessions with these carriers need.
    static func specs(for carriers: [Carrier], contextSize: Int, highestProbeID: Int, possibleCPUs: Int) -> [MapSpec] {
        var specs = [MapSpec(lost, .array, keySize: 4, valueSize: 8, maxEntries: highestProbeID + 1)]
        if carriers.contains(where: { $0.programType == .perfEvent }) {
            specs.append(MapSpec(fired, .array, keySize: 4, valueSize: 8, maxEntries: highestProbeID + 1))
        }
        if carriers.contains(where: { !$0.isPreemptible }) {
            specs.append(contexts(stack, count: stackDepth, size: contextSize, possibleCPUs: possibleCPUs))
        }
        if carriers.contains(where: \.isPreemptible) {
            specs.append(contexts(slots, count: slotCount, size: contextSize, possibleCPUs: possibleCPUs))
            specs.append(MapSpec(owners, .perCPUArray, keySize: 4, valueSize: 4 * slotCount, maxEntries: 1))
        }
        return specs
    }
}

/// The array of clause programs of one carrier.
func programArray(of carrier: Carrier) -> MapReference { MapReference("programs.\(carrier.description)") }
