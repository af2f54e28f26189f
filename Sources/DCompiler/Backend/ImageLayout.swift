/// Where everything of an image lives: in machine registers, on the stacks of its functions, in the probe context.
struct ImageLayout {
    /// One function of the image.
    struct Part {
        let segment: IRSegment
        let allocation: RegisterAllocation
        let frame: FrameLayout
    }

    /// The image itself, then the bodies of its loops in the order of `IRFunction.bodies`.
    let parts: [Part]
    /// Bytes of stack that the image's first function uses.
    let stackSize: Int
    /// Where the clause's own memory ends in the probe context.
    let memoryEnd: Int
    /// Whether one instruction reaches every spilled value.
    let reachesSpills: Bool

    /// `memory` is where the memory behind the `this` variables begins in the probe context.
    init(_ function: IRFunction, memory: Int, scratchSize: Int) {
        let shared = SharedRegisters(function)
        let segments = [function.main] + function.bodies
        let frameSizes = [function.frameSize] + function.bodies.map(\.frameSize)
        var slots = shared.slots.count
        var allocations: [RegisterAllocation] = []
        for (number, segment) in segments.enumerated() {
            let limit = FrameLayout.stackSlotLimit(segment, frameSize: frameSizes[number], isBody: number > 0)
            let allocation = RegisterAllocation(
                segment, function, shared: shared, firstContextSlot: slots, stackSlotLimit: limit)
            slots += allocation.contextSlots
            allocations.append(allocation)
        }
        parts = segments.indices.map { number in
            Part(
                segment: segments[number], allocation: allocations[number],
                frame: FrameLayout(
                    segments[number], frameSize: frameSizes[number], memory: memory, contextSlots: slots))
        }
        stackSize = parts[0].frame.size(parts[0].allocation)
        memoryEnd = parts[0].frame.scratch + scratchSize
        reachesSpills = parts.allSatisfy { $0.frame.reachesSpills($0.allocation) }
    }
}
