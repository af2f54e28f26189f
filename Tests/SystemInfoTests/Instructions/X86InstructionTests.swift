import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct X86InstructionTests {
    @Test(
        arguments: [
            ([0x90], 1), ([0x55], 1), ([0x48, 0x89, 0xe5], 3), ([0xf3, 0x0f, 0x1e, 0xfa], 4),
            ([0x48, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8], 10), ([0x66, 0xb8, 1, 2], 4), ([0xb8, 1, 2, 3, 4], 5),
            ([0x48, 0x8b, 0x05, 1, 2, 3, 4], 7), ([0x8b, 0x04, 0x25, 1, 2, 3, 4], 7), ([0x8b, 0x44, 0x24, 8], 4),
            ([0xf7, 0xc0, 1, 2, 3, 4], 6), ([0xf7, 0xd8], 2), ([0xf6, 0x05, 1, 2, 3, 4, 5], 7),
            ([0x0f, 0x85, 1, 2, 3, 4], 6), ([0xc5, 0xf8, 0x77], 3), ([0xc4, 0xe3, 0x79, 0x0f, 0xc1, 8], 6),
            ([0x62, 0xf1, 0x7c, 0x48, 0x11, 0x07], 6), ([0x66, 0x0f, 0x3a, 0x0f, 0xc1, 8], 6),
            ([0xc8, 1, 2, 3], 4), ([0xa1, 1, 2, 3, 4, 5, 6, 7, 8], 9),
        ] as [([UInt8], Int)])
    func `knows the length`(bytes: [UInt8], length: Int) {
        #expect(X86Instruction.length(of: (bytes + [0x90])[...]) == length)
    }

    @Test(arguments: [[], [0x66], [0x48], [0x06], [0x0f], [0x48, 0x8b], [0xe8, 1, 2], [0x62, 0xf1]] as [[UInt8]])
    func `refuses what is no whole instruction`(bytes: [UInt8]) {
        #expect(X86Instruction.length(of: bytes[...]) == nil)
    }

    /// Every twelfth instruction of the C library, as GNU's disassembler sees it.
    @Test func `agrees with a disassembler on the C library`() throws {
        let command = "objdump -d -w --insn-width=16 /lib/x86_64-linux-gnu/libc.so.6 | awk 'NR % 12 == 0'"
        let listing = try runCommand("sh", ["-c", command]).output.utf8
        var checked = 0
        var wrong: [String] = []
        for line in listing.split(separator: UInt8(ascii: "\n")) {
            let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard columns.count >= 3, columns[0].first == UInt8(ascii: " ") else { continue }
            if String(decoding: columns[2], as: UTF8.self).hasPrefix("(bad)") { continue }
            let bytes = columns[1].split(separator: UInt8(ascii: " ")).compactMap {
                UInt8(String(decoding: $0, as: UTF8.self), radix: 16)
            }
            checked += 1
            // A lone prefix is shown on a line of its own.
            if X86Instruction.length(of: (bytes + [0, 0, 0, 0])[...]) != bytes.count && wrong.count < 10 {
                wrong.append(String(decoding: line, as: UTF8.self))
            }
        }
        #expect(checked > 10_000)
        #expect(wrong == [])
    }
}
