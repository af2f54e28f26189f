import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct ELFFuzzTests {
    /// Reads everything that the reader can read.
    private func readAll(_ path: String) throws {
        let file = try ELFFile(path: path)
        var problems = 0
        func attempt(_ body: () throws -> Void) { do { try body() } catch { problems += 1 } }
        attempt { _ = try file.segments() }
        attempt { _ = try file.hasSDTNotes() }
        attempt { try file.forEachSDTNote { _ in } }
        attempt { _ = try file.buildID() }
        attempt { _ = try SymbolIndex(file).lookup(0x1234) }
        attempt { _ = try file.address(ofSymbol: "main") }
        if problems > 0 { throw ELFError("\(problems) parts could not be read") }
    }

    private func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            // Headers, notes and section headers are where the structure is: half of the changes go there.
            let limit = Bool.random(using: &generator) ? min(bytes.count, 1024) : bytes.count
            let fromEnd = Bool.random(using: &generator)
            let distance = Int.random(in: 0..<limit, using: &generator)
            bytes[fromEnd ? bytes.count - 1 - distance : distance] =
                [0, 0xff, 0x80, UInt8.random(in: 0...255, using: &generator)].randomElement(using: &generator) ?? 0
        }
        if Int.random(in: 0..<4, using: &generator) == 0 {
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
        }
        return bytes
    }

    @Test func `damaged files give errors or answers, never a crash`() throws {
        var generator = SeededGenerator(printing: 20_190_520)
        let original = Array(try Data(contentsOf: URL(fileURLWithPath: Workload.path("usdt-workload"))))
        let path = NSTemporaryDirectory() + "damaged-\(getpid()).elf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var refused = 0
        for _ in 0..<2000 {
            try Data(mutate(original, &generator)).write(to: URL(fileURLWithPath: path))
            do { try readAll(path) } catch { refused += 1 }
        }
        // Some changes hit bytes that mean nothing; many must have been noticed.
        #expect(refused > 100)
        #expect(refused < 2000)
    }
}
