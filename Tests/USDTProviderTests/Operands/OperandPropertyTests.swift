import BPF
import SystemInfo
import TestSupport
import Testing

@testable import USDTProvider

@Suite struct OperandPropertyTests {
    private static let x86Registers = X86Operands.registers.values.filter { $0.name != "rip" }.sorted {
        $0.name < $1.name
    }

    private static let arm64Registers: [MachineRegister] =
        (0..<31).flatMap { number in
            [
                MachineRegister(name: "x\(number)", offset: number * 8, width: .double),
                MachineRegister(name: "w\(number)", offset: number * 8, width: .word),
            ]
        } + [MachineRegister(name: "sp", offset: 248, width: .double)]

    private func pick<T>(_ values: [T], _ generator: inout SeededGenerator) throws -> T {
        try #require(values.randomElement(using: &generator))
    }

    private func number(_ generator: inout SeededGenerator) throws -> Int64 {
        try pick(
            [0, 1, -1, 8, -16, .max, .min, Int64.random(in: -4096...4096, using: &generator)], &generator)
    }

    private func x86Memory(_ generator: inout SeededGenerator) throws -> MemoryPlace {
        let addresses = Self.x86Registers.filter { $0.width.bytes >= 4 }
        var place = MemoryPlace(displacement: try number(&generator))
        if Bool.random(using: &generator) { place.symbol = try pick(["table", "_x.1", "a$b", "é"], &generator) }
        if Bool.random(using: &generator) { place.base = try pick(addresses, &generator) }
        if Bool.random(using: &generator) {
            place.index = try pick(addresses, &generator)
            place.scale = try pick([1, 2, 4, 8], &generator)
        }
        if place.base == nil && place.index == nil && place.symbol == nil && place.displacement == 0 {
            place.displacement = 4096
        }
        return place
    }

    private func arm64Memory(_ generator: inout SeededGenerator) throws -> MemoryPlace {
        let bases = Self.arm64Registers.filter { $0.width == .double }
        var place = MemoryPlace(base: try pick(bases, &generator))
        if Bool.random(using: &generator) {
            place.displacement = try number(&generator)
        } else {
            let index = try pick(Self.arm64Registers, &generator)
            place.index = index
            place.scale = try pick([1, 2, 4, 8], &generator)
            place.isIndexSigned = index.width == .word && Bool.random(using: &generator)
        }
        return place
    }

    private func operand(_ architecture: ELFArchitecture, _ generator: inout SeededGenerator) throws -> SDTOperand {
        let registers = architecture == .arm64 ? Self.arm64Registers : Self.x86Registers
        let place: SDTOperand.Place
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: place = .constant(try number(&generator))
        case 1: place = .register(try pick(registers, &generator))
        case 2 where architecture != .arm64: place = .symbolAddress("name", try number(&generator))
        default:
            place = .memory(try architecture == .arm64 ? arm64Memory(&generator) : x86Memory(&generator))
        }
        return SDTOperand(
            width: try pick(Width.allCases, &generator), isSigned: Bool.random(using: &generator),
            isFloat: Int.random(in: 0..<8, using: &generator) == 0, place: place)
    }

    @Test(arguments: [ELFArchitecture.amd64, .arm64])
    func `printed operands are read back as they were`(architecture: ELFArchitecture) throws {
        var generator = SeededGenerator(printing: 1_978)
        for _ in 0..<3000 {
            let operand = try operand(architecture, &generator)
            let text = operand.text(for: architecture)
            #expect(try SDTOperand(text, architecture: architecture) == operand, "\(text)")
            #expect(SDTOperand.split("\(text) \(text)") == [text, text])
        }
    }

    @Test(arguments: [ELFArchitecture.amd64, .arm64])
    func `damaged operands give errors or operands, never a crash`(architecture: ELFArchitecture) throws {
        var generator = SeededGenerator(printing: 1_979)
        for _ in 0..<3000 {
            var text = Array(try operand(architecture, &generator).text(for: architecture).utf8)
            let position = Int.random(in: 0..<text.count, using: &generator)
            text[position] = UInt8.random(in: 32...126, using: &generator)
            if Bool.random(using: &generator) { text.remove(at: Int.random(in: 0..<text.count, using: &generator)) }
            let damaged = String(decoding: text, as: UTF8.self)
            for part in SDTOperand.split(damaged) { _ = try? SDTOperand(part, architecture: architecture) }
        }
    }
}
