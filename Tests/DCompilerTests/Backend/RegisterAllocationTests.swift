import BPF
import TestSupport
import Testing

@testable import DCompiler

/// The allocator on functions made by hand.
@Suite struct RegisterAllocationTests {
    /// A function that makes `count` values, calls a helper if asked to, and then uses them all.
    private func function(values count: Int, call: Bool, _ kind: RegisterClass = .scalar) -> IRFunction {
        var function = IRFunction()
        let values = (0..<count).map { _ in function.register(kind) }
        for (index, value) in values.enumerated() { function.emit(.constant(value, Int64(index))) }
        if call { function.emit(.call(.ktimeGetNs, [], result: nil)) }
        for value in values { function.emit(.store(.double, IRAddress(.probeContext), .register(value))) }
        return function
    }

    private func allocate(_ function: IRFunction, stackSlotLimit: Int) -> RegisterAllocation {
        RegisterAllocation(
            function.main, function, shared: SharedRegisters(function), firstContextSlot: 0,
            stackSlotLimit: stackSlotLimit)
    }

    private func registers(_ allocation: RegisterAllocation) -> [Register] {
        allocation.homes.compactMap { if case .register(let register) = $0 { register } else { nil } }
    }

    @Test func `few values stay in registers that calls destroy`() {
        let allocation = allocate(function(values: 4, call: false), stackSlotLimit: 9)
        #expect(Set(registers(allocation)) == [.r1, .r2, .r3, .r4])
    }

    @Test func `values over a call stay in registers that calls keep, or on the stack`() {
        let allocation = allocate(function(values: 5, call: true), stackSlotLimit: 9)
        #expect(Set(registers(allocation)) == [.r6, .r7, .r8])
        #expect(allocation.stackSlots == 2)
        #expect(allocation.contextSlots == 0)
    }

    @Test func `a full stack leaves plain numbers to the probe context, never pointers`() {
        let plain = allocate(function(values: 20, call: true), stackSlotLimit: 4)
        #expect(plain.stackSlots == 4)
        #expect(plain.contextSlots == 13)
        let pointers = allocate(function(values: 20, call: true, .tracked), stackSlotLimit: 4)
        #expect(pointers.stackSlots == 17)
        #expect(pointers.contextSlots == 0)
    }

    @Test func `no two values that are alive together share a home`() {
        var random = SeededGenerator(printing: 99)
        for _ in 0..<200 {
            var function = IRFunction()
            let values = (0..<30).map { _ in function.register() }
            for _ in 0..<60 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: function.emit(.call(.ktimeGetNs, [], result: values.randomElement(using: &random)))
                case 1: function.emit(.constant(values.randomElement(using: &random) ?? values[0], 1))
                default:
                    function.emit(
                        .move(
                            values.randomElement(using: &random) ?? values[0],
                            values.randomElement(using: &random) ?? values[1]))
                }
            }
            let allocation = allocate(function, stackSlotLimit: 3)
            let intervals = LiveInterval.all(of: function.main, in: function)
            for (index, a) in intervals.enumerated() {
                for b in intervals[(index + 1)...] where b.start < a.end {
                    #expect(allocation.homes[a.register.index] != allocation.homes[b.register.index])
                }
            }
        }
    }

    @Test func `a value made before a loop lives to the loop's end`() throws {
        var function = IRFunction()
        let value = function.register()
        let counter = function.register()
        let head = function.label()
        function.emit(.constant(value, 1))
        function.emit(.constant(counter, 0))
        function.bind(head)
        function.emit(.alu(.add, .w64, counter, .register(value)))
        function.emit(.call(.ktimeGetNs, [], result: nil))
        function.emit(.jump(.less, counter, .immediate(5), head))
        let interval = try #require(LiveInterval.all(of: function.main, in: function).first { $0.register == value })
        #expect(interval.end == 5)
        #expect(interval.crossesCall)
    }
}
