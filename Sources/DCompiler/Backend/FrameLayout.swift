import BPF

/// How one function of an image uses its stack, and the probe context's memory behind the `this` variables.
struct FrameLayout {
    /// An image with callers on the stack that tail-call must stay below 256 bytes.
    private static let stackLimit = 240
    /// With the bodies of loops on the stack as well, in all 512 bytes are shared.
    private static let loopingLimit = 144
    private static let bodyLimit = 64

    /// Where r1 is kept, relative to the frame pointer.
    let nativeContext: Int16
    /// Where what the body of a loop is given begins.
    let handed: Int16
    /// Where spilled registers begin on the stack (growing down) and in the probe context (growing up).
    private let stackSpills: Int
    private let contextSpills: Int
    /// Where scratch memory begins in the probe context.
    let scratch: Int

    /// `memory` is where the memory behind the `this` variables begins in the probe context; it holds `contextSlots`
    /// spilled registers of all functions of the image, then scratch memory.
    init(_ segment: IRSegment, frameSize: Int, memory: Int, contextSlots: Int) {
        nativeContext = Int16(-frameSize - 8)
        let bottom = -frameSize - 8 - Self.handedBytes(segment)
        handed = Int16(bottom)
        stackSpills = bottom - 8
        contextSpills = memory
        scratch = memory + contextSlots * 8
    }

    private static func handedBytes(_ segment: IRSegment) -> Int { segment.handedPointers.map { ($0 + 1) * 8 } ?? 0 }

    /// The number of spill slots the stack has room for.
    static func stackSlotLimit(_ segment: IRSegment, frameSize: Int, isBody: Bool) -> Int {
        let limit = isBody ? bodyLimit : segment.handedPointers == nil ? stackLimit : loopingLimit
        return max(0, (limit - frameSize - 8 - handedBytes(segment)) / 8)
    }

    /// Bytes of stack that the function uses.
    func size(_ allocation: RegisterAllocation) -> Int { allocation.stackSlots * 8 - stackSpills - 8 }

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
