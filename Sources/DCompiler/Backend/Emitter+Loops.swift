import BPF

// Loops as `bpf_loop(times, body, handed, 0)`: the body finds the probe context and pointers on the stack of its caller.
extension Emitter {
    mutating func loop(_ body: Label, _ times: Int32, _ pointers: [VirtualRegister]) {
        add(.store(.double, Address(.fp, frame.handed), .register(.r9)))
        for (index, pointer) in pointers.enumerated() {
            let place = Address(.fp, frame.handed + Int16(8 * (index + 1)))
            add(.store(.double, place, .register(read(pointer, through: Self.temporary))))
        }
        self += [
            .mov(.r1, times), .loadFunction(.r2, body), .mov(.r3, .fp), .add(.r3, Int32(frame.handed)), .mov(.r4, 0),
            .call(.loop),
        ]
    }

    mutating func enterBody(_ round: VirtualRegister, _ pointers: [VirtualRegister]) {
        // Values may be given r2, never r5.
        add(.mov(Self.addressTemporary, .r2))
        add(.load(.double, .r9, Address(Self.addressTemporary)))
        define(round) { $0.add(.mov($1, .r1)) }
        for (index, pointer) in pointers.enumerated() {
            define(pointer) { $0.add(.load(.double, $1, Address(Self.addressTemporary, Int16(8 * (index + 1))))) }
        }
    }
}
