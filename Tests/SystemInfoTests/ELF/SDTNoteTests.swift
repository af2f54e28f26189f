import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct SDTNoteTests {
    private func notes(_ path: String) throws -> [SDTNote] {
        let file = try ELFFile(path: path)
        var notes: [SDTNote] = []
        try file.forEachSDTNote { notes.append($0) }
        return notes
    }

    @Test func `reads every site of a program`() throws {
        let notes = try notes(Workload.path("usdt-workload"))
        let names = Dictionary(grouping: notes, by: \.name).mapValues(\.count)
        #expect(
            names == [
                "none": 1, "immediate": 1, "widths": 1, "global": 1, "ten": 1, "registers": 1, "twice": 2,
                "indexed": 1, "guarded": 1,
            ])
        #expect(Set(notes.map(\.provider)) == ["workload"])
        #expect(notes.first { $0.name == "none" }?.arguments == "")
        #expect(notes.first { $0.name == "immediate" }?.arguments == "-4@$5 -4@$-7 4@$-1")
        #expect(notes.first { $0.name == "ten" }?.arguments.split(separator: " ").count == 10)
    }

    @Test func `locations lie in functions and semaphores in data`() throws {
        let path = Workload.path("usdt-workload")
        let file = try ELFFile(path: path)
        let index = try SymbolIndex(file)
        let segments = try file.segments()
        for note in try notes(path) {
            let function = index.lookup(note.location)?.name
            switch note.name {
            case "twice": #expect(["fire_registers", "fire_twice"].contains(function))
            case "guarded": #expect(function == "fire_guarded")
            default: #expect(function != nil)
            }
            #expect(segments.fileOffset(of: note.location) != nil)
            #expect((note.semaphore != 0) == (note.name == "guarded"))
        }
        let semaphore = try #require(try notes(path).first { $0.name == "guarded" }?.semaphore)
        let variable = try file.address(ofSymbol: "workload_guarded_semaphore")
        #expect(variable == semaphore)
        #expect(segments.fileOffset(of: semaphore) != nil)
    }

    @Test func `reads the probes of the C++ library`() throws {
        let notes = try notes("/usr/lib/x86_64-linux-gnu/libstdc++.so.6")
        #expect(Set(notes.map(\.name)).isSuperset(of: ["throw", "catch", "rethrow"]))
        #expect(notes.allSatisfy { $0.provider == "libstdcxx" })
    }

    @Test func `a file without probes has none`() throws {
        let file = try ELFFile(path: Workload.path("call-workload"))
        let hasNotes = try file.hasSDTNotes()
        #expect(!hasNotes)
        #expect(try notes(Workload.path("call-workload")).isEmpty)
        let other = try ELFFile(path: Workload.path("usdt-workload"))
        let otherHasNotes = try other.hasSDTNotes()
        #expect(otherHasNotes)
    }

    /// Prelinking moves the section `.stapsdt.base` and the code, but not the addresses inside notes.
    @Test func `addresses in notes are corrected by the distance of their base`() throws {
        let original = try notes(Workload.path("usdt-workload"))
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Workload.path("usdt-workload"))))
        var changed = 0
        let owner = Array("stapsdt\0".utf8)
        var position = 0
        while position + 12 + owner.count + 24 < bytes.count {
            defer { position += 4 }
            guard bytes[position + 12..<position + 12 + owner.count].elementsEqual(owner), bytes[position] == 8 else {
                continue
            }
            changed += 1
            // Location, base and, where there is one, semaphore: as if linked 0x1000 lower.
            for word in 0..<3 {
                let start = position + 12 + owner.count + word * 8
                let value = bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                guard value != 0 else { continue }
                for byte in 0..<8 {
                    bytes[start + byte] = UInt8(truncatingIfNeeded: (value &- 0x1000) >> (8 * UInt64(byte)))
                }
            }
        }
        #expect(changed == original.count)
        let path = NSTemporaryDirectory() + "prelinked-\(getpid()).elf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try notes(path) == original)
    }
}
