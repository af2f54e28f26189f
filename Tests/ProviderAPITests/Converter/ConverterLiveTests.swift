import BPF
import Foundation
import ProviderAPI
import TestSupport
import Testing

/// Converters in the running kernel; needs root.
@Suite(.serialized) struct ConverterLiveTests {
    private static let untouched: UInt64 = 0xeeee_eeee_eeee_eeee

    @Test func `fields are extended by their signs, what nobody asked for is untouched`() throws {
        let context: [UInt64] = [0x8070_6050_4030_2010, 0xfffe_fdfc_fbfa_f9f8]
        let layout = ContextLayout(
            carrier: .rawTracepoint,
            arguments: [
                .field(offset: 8, width: .byte, signed: true), .field(offset: 8, width: .byte, signed: false),
                .field(offset: 10, width: .half, signed: true), .field(offset: 12, width: .word, signed: true),
                .field(offset: 12, width: .word, signed: false), .field(offset: 0, width: .double, signed: true),
                .slot(index: 1), .constant(.min),
            ], returnValue: .constant(-5))
        var run = try ConverterRun()
        let result = try #require(try run.run(layout, demand: [0, 1, 2, 3, 4, 5, 7, 9], context: context))
        #expect(
            result.arguments == [
                UInt64(bitPattern: -8), 0xf8, UInt64(bitPattern: -0x406), UInt64(bitPattern: -0x1_0204), 0xfffe_fdfc,
                0x8070_6050_4030_2010, Self.untouched, 1 << 63, Self.untouched, 0,
            ])
        #expect(result.returnValue == UInt64(bitPattern: -5))
    }

    @Test func `dynamic data is found behind its word`() throws {
        // The word at 4 says: offset 16, length 8; the one at 12: offset 8 from its end at 16.
        let context: [UInt64] = [0x0008_0010 << 32, 0x0008_0008 << 32, 0x1111, 0x2222]
        func value(at address: ArgumentSource) -> ArgumentSource {
            .memory(address: address, width: .double, signed: false, space: .kernel)
        }
        let layout = ContextLayout(
            carrier: .rawTracepoint,
            arguments: [
                value(at: .dataLocation(offset: 4)), value(at: .relativeDataLocation(offset: 12)),
                value(at: .fieldAddress(offset: 24)),
            ])
        var run = try ConverterRun()
        let result = try #require(try run.run(layout, demand: [0, 1, 2], context: context))
        #expect(result.arguments[0...2] == [0x1111, 0x2222, 0x2222])
    }

    @Test func `user memory is read, unreadable memory gives 0`() throws {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 2)
        defer { words.deallocate() }
        words[0] = 0x1234_5678_9abc_def0
        words[1] = UInt64(UInt(bitPattern: words))
        func read(_ address: ArgumentSource, _ width: Width, signed: Bool = false) -> ArgumentSource {
            .memory(address: address, width: width, signed: signed, space: .user)
        }
        let second = ArgumentSource.sum(base: .slot(index: 0), index: .constant(1), scale: 8, displacement: 0)
        let layout = ContextLayout(
            carrier: .rawTracepoint,
            arguments: [
                read(.slot(index: 0), .double), read(.slot(index: 0), .half, signed: true),
                read(read(second, .double), .word), read(.constant(8), .double),
                .memory(address: .constant(8), width: .word, signed: true, space: .kernel),
            ])
        var run = try ConverterRun()
        let result = try #require(
            try run.run(layout, demand: [0, 1, 2, 3, 4], context: [UInt64(UInt(bitPattern: words))]))
        #expect(
            result.arguments[0...4] == [
                0x1234_5678_9abc_def0, UInt64(bitPattern: -0x2110), 0x9abc_def0, 0, 0,
            ])
    }

    @Test func `registers and the program counter of the interrupted mode`() throws {
        var context = [UInt64](repeating: 0, count: 21)
        context[10] = 0x8877_6655_4433_2211
        context[16] = 0xffff_ffff_8100_0000
        let layout = ContextLayout(
            carrier: .kprobe,
            arguments: [
                .register(offset: 80, width: .double, signed: false), .register(offset: 80, width: .word, signed: true),
                .register(offset: 84, width: .word, signed: true), .register(offset: 81, width: .byte, signed: false),
                .register(offset: 86, width: .half, signed: true), .kernelProgramCounter, .userProgramCounter,
            ], registers: .context)
        var run = try ConverterRun()
        context[17] = 0x10
        let kernel = try #require(try run.run(layout, demand: Set(0..<7), context: context)).arguments
        #expect(
            kernel[0...6] == [
                0x8877_6655_4433_2211, 0x4433_2211, UInt64(bitPattern: Int64(Int32(bitPattern: 0x8877_6655))), 0x22,
                UInt64(bitPattern: Int64(Int16(bitPattern: 0x8877))), 0xffff_ffff_8100_0000, 0,
            ])
        context[17] = 0x33
        let user = try #require(try run.run(layout, demand: Set(0..<7), context: context)).arguments
        #expect(user[5...6] == [0, 0xffff_ffff_8100_0000])
    }

    @Test func `results from -4095 to -1 are error numbers`() throws {
        let layout = ContextLayout(carrier: .rawTracepoint, errorResult: .slot(index: 1))
        var run = try ConverterRun()
        let expected: [Int64: Int32] = [-1: 1, -9: 9, -4095: 4095, -4096: 0, 0: 0, 1: 0, 4096: 0, .min: 0, .max: 0]
        for (result, number) in expected {
            _ = try run.run(layout, demand: [], context: [0, UInt64(bitPattern: result)])
            #expect(try run.errorNumber() == number, "\(result)")
        }
    }

    @Test func `filters let only what they describe pass`() throws {
        var run = try ConverterRun()
        let layout = ContextLayout(
            carrier: .rawTracepoint, arguments: [.slot(index: 0)],
            filters: [.equals(.slot(index: 1), 1 << 40), .process(id: Int(getpid()))])
        #expect(try run.run(layout, demand: [0], context: [7, 1 << 40], type: .rawTracepoint)?.arguments[0] == 7)
        #expect(try run.run(layout, demand: [0], context: [7, 39], type: .rawTracepoint) == nil)
        let other = ContextLayout(carrier: .rawTracepoint, filters: [.process(id: 1)])
        #expect(try run.run(other, demand: [], context: [7], type: .rawTracepoint) == nil)
    }

    @Test func `random sources have the values of a plain evaluator`() throws {
        let memory = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 64)
        defer { memory.deallocate() }
        var random = SeededGenerator(printing: 0xc0_4e87)
        for index in memory.indices { memory[index] = random.next() }
        let base = UInt64(UInt(bitPattern: memory.baseAddress))
        var run = try ConverterRun()
        for round in 0..<60 {
            let context = [base] + (0..<11).map { _ in random.next() }
            let sources = (0..<10).map { _ in RandomSource.make(depth: 4, &random) }
            let layout = ContextLayout(carrier: .kprobe, arguments: sources, registers: .context)
            let result = try #require(try run.run(layout, demand: Set(0..<10), context: context))
            for (source, value) in zip(sources, result.arguments) {
                let expected = RandomSource.evaluate(source, context: context, memory: Array(memory), base: base)
                #expect(value == expected, "round \(round): \(source)")
            }
        }
    }
}
