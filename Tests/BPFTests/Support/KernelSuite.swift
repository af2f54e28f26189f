import BPF
import Foundation
import Testing

/// Tests that need root and the running kernel; one after another, because they count events of this process.
@Suite(.serialized) struct KernelSuite {}

/// The names of what the open descriptors of this process refer to.
func openDescriptors() throws -> [String] {
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }.filter { $0.hasPrefix("anon_inode:bpf") || $0.contains("perf_event") || $0.contains("btf") }.sorted()
}

/// Fails when `body` leaves descriptors of maps, programs, links or events behind.
func checkingDescriptors(_ body: () throws -> Void) throws {
    let before = try openDescriptors()
    try body()
    #expect(try openDescriptors() == before)
}

extension MapSpec {
    /// An array of 64-bit counters.
    static func counters(_ reference: MapReference, entries: Int = 1) -> MapSpec {
        MapSpec(reference, .array, keySize: 4, valueSize: 8, maxEntries: entries)
    }
}

extension BPFMap {
    /// The 64-bit number at an index.
    func word(at index: UInt32 = 0) throws(KernelError) -> UInt64? {
        try lookup(key: index)?.withUnsafeBytes { $0.load(as: UInt64.self) }
    }
}

/// Instructions over the counters of a map.
enum Snippet {
    /// The number of gettid on this machine.
    #if arch(x86_64)
        private static let gettidNumber = 186
    #else
        private static let gettidNumber = 178
    #endif

    /// Adds 1 to the counter at the start of the map's only value; uses r1 and r2.
    static func increment(_ map: MapReference) -> [Instruction] {
        [.mov(.r2, 1), .loadMapValue(.r1, map, offset: 0), .atomic(.add, .double, Address(.r1), .r2)]
    }

    /// Leaves for `done` unless this process runs; uses r0 and r1.
    static func onlyThisProcess(else done: Label) -> [Instruction] {
        [
            .call(.getCurrentPidTgid), .alu(.rsh, .w64, .r0, 32),
            .jump(.notEqual, .r0, .immediate(getpid()), done),
        ]
    }

    /// Leaves for `done` unless this thread runs; uses r0 and r1.
    static func onlyThisThread(else done: Label) -> [Instruction] {
        [
            .call(.getCurrentPidTgid), .alu(.lsh, .w64, .r0, 32), .alu(.rsh, .w64, .r0, 32),
            .jump(.notEqual, .r0, .immediate(Int32(syscall(gettidNumber))), done),
        ]
    }

    /// Counts the firings in this thread whose tracepoint argument, the word at `offset` of the context, is `number`.
    static func counting(_ map: MapReference, whereWordAt offset: Int16? = nil, is number: Int32 = 0) -> Code {
        var code = Code()
        let done = code.label()
        code.emit(.mov(.r6, .r1))
        code += onlyThisThread(else: done)
        if let offset {
            code += [.load(.double, .r7, Address(.r6, offset)), .jump(.notEqual, .r7, .immediate(number), done)]
        }
        code += increment(map)
        code.bind(done)
        code += [.mov(.r0, 0), .exit]
        return code
    }
}
