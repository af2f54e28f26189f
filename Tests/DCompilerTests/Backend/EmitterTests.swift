import BPF
import Testing

@testable import DCompiler

/// Call arguments are moved as if all at once.
@Suite struct EmitterTests {
    @Test func `arguments that exchange registers go through r0`() {
        var function = IRFunction()
        let a = function.register(.pinned)
        let b = function.register(.pinned)
        function.emit(.constant(a, 1))
        function.emit(.constant(b, 2))
        // The allocator hands out r1 and r2 in this order.
        function.emit(.call(.mapLookupElem, [.register(b), .register(a)], result: nil))
        let image = Emitter.emit(function, ImageLayout(function, memory: 136, scratchSize: 0), arena: 0).image
        #expect(
            image.instructions.prefix(7) == [
                .mov(.r9, .r2), .mov(.r1, 1), .mov(.r2, 2), .mov(.r0, .r1), .mov(.r1, .r2), .mov(.r2, .r0),
                .call(.mapLookupElem),
            ])
    }

    @Test func `far offsets take a register`() {
        var function = IRFunction()
        function.emit(.store(.double, IRAddress(.scratch, 40_000), .immediate(7)))
        let image = Emitter.emit(function, ImageLayout(function, memory: 136, scratchSize: 0), arena: 0).image
        #expect(
            image.instructions[1...3] == [
                .mov(.r5, .r9), .add(.r5, 40_136), .store(.double, Address(.r5), 7),
            ])
    }
}
