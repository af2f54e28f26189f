import BPF

/// How an image uses its stack and the probe context's memory behind the `this` variables.
struct FrameLayout {
    /// An image with callers on the stack that tail-call must stay below 256 bytes.
    static let stackLimit = 240

    /// Where r1 is kept, relative to the frame pointer.
    let nativeContext: Int16
    /// Where spilled registers begin on the stack (growing down) and in the probe context (growing up).
    private let stackSpills: Int
    private let contextSpills: Int
    /// Where scratch memory begins in the probe context.
    let scratch: Int
    /// Where the memory of `alloca` begins.
    let arena: Int

    /// `spillBase` is where the memory behind the `this` variables begins in the probe context.
    init(_ function: IRFunction, spillBase: Int, contextSlots: Int, scratchSize: Int) {
        nativeContext = Int16(-function.frameSize - 8)
        stackSpills = -function.frameSize - 16
        contextSpills = spillBase
        scratch = spillBase + contextSlots * 8
        arena = scratch + scratchSize
    }

    /// The number of spill slots the stack has room for.
    static func stackSlotLimit(_ function: IRFunction) -> Int {
        max(0, (stackLimit - function.frameSize - 8) / 8)
    }

    /// Whether one instruction reaches every spilled value.
    func reachesSpills(_ allocation: RegisterAllocation) -> Bool {
        stackSpills - allocation.stackSlots * 8 >= -Self.stackLimit - 16 && scratch <= Int(Int16.max)
    }

    /// Where a spilled value lies; nil for one in a register.
    func address(of home: RegisterAllocation.Home) -> Address? {
        switch home {
        case .stack(let slot): Address(.fp, Int16(stackSpills - slot * 8))
        case .context(let slot): Address(.r9, Int16(clamping: contextSpills + slot * 8))
        case .register, .none: nil
        }
    }
}
