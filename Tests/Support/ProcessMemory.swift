import Foundation

/// The memory of a running process, as `/proc/<pid>/mem` shows it.
public struct ProcessMemory {
    private let id: Int

    public init(of id: Int) { self.id = id }

    /// Bytes at an address; fewer when less is mapped there.
    public func bytes(at address: UInt64, count: Int) throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(id)/mem"))
        try file.seek(toOffset: address)
        return [UInt8](try file.read(upToCount: count) ?? Data())
    }

    /// Whether a breakpoint comes to lie at an address within some seconds.
    public func gainsBreakpoint(at address: UInt64) throws -> Bool {
        for _ in 0..<1000 {
            if try bytes(at: address, count: 1) == [0xcc] { return true }
            usleep(20_000)
        }
        return false
    }
}
