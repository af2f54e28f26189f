import Foundation
import Testing

@testable import BPF

@Suite struct InstructionTextTests {
    @Test func `names helpers, maps, kernel functions and labels`() {
        var code = Code()
        let label = code.label()
        #expect(Instruction.call(.getSmpProcessorId).description == "call bpf_get_smp_processor_id#8")
        #expect(Instruction.call(Helper(rawValue: 9999)).description == "call #9999")
        #expect(Instruction.loadMap(.r1, "progs").description == "r1 = map[progs]")
        #expect(Instruction.loadMapValue(.r1, "state", offset: 4).description == "r1 = map[state][0]+4")
        #expect(Instruction.callKernel("bpf_preempt_disable").description == "call bpf_preempt_disable")
        #expect(Instruction.jump(.less, .w32, .r1, .register(.r2), label).description == "if w1 < w2 goto L0")
        #expect(Instruction.callLocal(label).description == "call L0")
        #expect(Instruction.bind(label).description == "L0:")
        #expect(Instruction.load(.word, .r1, Address(.r6, -8)).description == "r1 = *(u32 *)(r6 -8)")
    }

    @Test func `lists code with slots and distances`() {
        var code = Code()
        let end = code.label()
        code += [.jump(.equal, .r1, 0, end), .loadImmediate64(.r0, 255)]
        code.bind(end)
        code.emit(.exit)
        #expect(code.description == "0: if r1 == 0x0 goto pc+2\n1: r0 = 0xff\n3: exit")
    }

    /// Needs `llvm-mc-14` (the package llvm-14): an independent reader of the same bytes.
    @Test func `agrees with LLVM on thousands of random instructions`() throws {
        var random = RandomInstructions(seed: 140_014)
        let all = random.code(count: 6000)
        // This version of LLVM does not know stores of constants, the modulo operation and the bit test.
        var code = Code()
        for _ in 0..<8 { _ = code.label() }
        for instruction in all.instructions {
            switch instruction {
            case .store(_, _, .immediate), .alu(.mod, _, _, _), .jump(.bitsSet, _, _, _, _): continue
            default: code.emit(instruction)
            }
        }
        let slots = try code.numberedSlots()
        let ours = code.instructions.filter { $0.slots > 0 }
        let mine = code.description.split(separator: "\n").map { line in
            String(line[line.index(after: line.firstIndex(of: " ")!)...])
        }
        let theirs = try disassemble(slots, code)
        try #require(ours.count > 4000)
        try #require(theirs.count == ours.count)
        for (index, instruction) in ours.enumerated() {
            let expected = llvmText(of: instruction, mine[index])
            if theirs[index] != expected { Issue.record("\(instruction): LLVM says \(theirs[index]), we \(expected)") }
        }
    }

    /// One line for each instruction.
    private func disassemble(_ slots: [UInt64], _ code: Code) throws -> [String] {
        var input = ""
        var slot = 0
        for instruction in code.instructions where instruction.slots > 0 {
            for _ in 0..<instruction.slots {
                withUnsafeBytes(of: slots[slot].littleEndian) { bytes in
                    input += bytes.map { "0x" + String($0, radix: 16) }.joined(separator: " ") + " "
                }
                slot += 1
            }
            input += "\n"
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("bpf-\(UUID().uuidString)")
        try input.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try shell("llvm-mc-14 --disassemble --arch=bpf -mattr=+alu32 \(file.path)")
        return output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !$0.hasPrefix(".text") }
    }

    /// Our text of an instruction as LLVM writes it: half registers for short accesses, numbers for names.
    private func llvmText(of instruction: Instruction, _ text: String) -> String {
        var text = text.replacing(/\(r([0-9]+) ([+-])([0-9]+)\)/) { "(r\($0.output.1) \($0.output.2) \($0.output.3))" }
        text = text.replacing("goto pc", with: "goto ")
        switch instruction {
        case .jump(_, _, _, .immediate(let value), _): return text.replacing(/0x[0-9a-f]+/, with: "\(value)")
        case .load(let width, _, _) where width != .double: return "w" + text.dropFirst()
        case .store(let width, _, .register(let register)) where width != .double:
            return text.replacing("= r\(register.rawValue)", with: "= w\(register.rawValue)")
        case .atomic(let operation, let width, _, let source):
            return atomicText(operation, width, text, source)
        case .loadImmediate64(let register, let value):
            return "r\(register.rawValue) = \(Int64(bitPattern: value)) ll"
        case .loadMap(let register, let map): return "ld_pseudo\tr\(register.rawValue), 1, \(map.name.dropFirst(2))"
        // LLVM shows the descriptor and leaves out the offset.
        case .loadMapValue(let register, let map, _):
            return "ld_pseudo\tr\(register.rawValue), 2, \(map.name.dropFirst(2))"
        case .call(let helper): return "call \(helper.rawValue)"
        case .callKernel(let function): return "call \(function.name.dropFirst(2))"
        case .callLocal: return text.replacing(/pc\+?/, with: "")
        default: return text
        }
    }

    private func atomicText(_ operation: BPF.Atomic, _ width: Width, _ text: String, _ source: Register) -> String {
        let name = "r\(source.rawValue)"
        let register = width == .double ? name : "w\(source.rawValue)"
        let place = text.firstMatch(of: /\((r[0-9]+ [+-] [0-9]+)\)/).map { String($0.output.1) } ?? ""
        switch operation {
        case .exchange:
            return "\(register) = \(width == .double ? "xchg_64" : "xchg32_32")(\(place), \(register))"
        case .compareExchange:
            return width == .double
                ? "r0 = cmpxchg_64(\(place), r0, \(register))" : "w0 = cmpxchg32_32(\(place), w0, \(register))"
        case .add, .or, .and, .xor:
            return text.replacing(/= r[0-9]+$/, with: "= \(register)")
        default:
            var text = text.replacing("atomic64_", with: "atomic_")
            text = text.replacing(/^r[0-9]+/, with: register)
            return text.replacing(/, r[0-9]+\)$/, with: ", \(register))")
        }
    }
}
