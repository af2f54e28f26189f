/// The numbers that an image and the bodies of its loops have in common: each has a slot in the probe context, where every
/// function of the image finds it. The verifier knows nothing of what lies there, so it need not follow how such a number
/// changes from round to round.
struct SharedRegisters {
    /// The slot of each such register.
    private(set) var slots: [VirtualRegister: Int] = [:]

    init(_ function: IRFunction) {
        guard !function.bodies.isEmpty else { return }
        var owners = [Int?](repeating: nil, count: function.classes.count)
        for (number, segment) in ([function.main] + function.bodies).enumerated() {
            for instruction in segment.instructions {
                instruction.forEachRegister { register in
                    guard function.classes[register.index] == .scalar else { return }
                    if let owner = owners[register.index], owner != number, slots[register] == nil {
                        slots[register] = slots.count
                    }
                    owners[register.index] = number
                }
            }
        }
    }
}
