public import Foundation

/// Facts of an ELF file that tests check without other tools.
public struct ProgramFile {
    private let data: Data

    public init(_ url: URL) throws { data = try Data(contentsOf: url, options: .alwaysMapped) }

    /// Whether the kernel must start a loader for it: it has a program header of type PT_INTERP.
    public var needsLoader: Bool {
        guard data.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2]) else { return false }
        let table = number(at: 32, size: 8)
        let entrySize = number(at: 54, size: 2)
        return (0..<number(at: 56, size: 2)).contains { number(at: table + $0 * entrySize, size: 4) == 3 }
    }

    /// Whether these bytes are anywhere in the file.
    public func contains(_ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }

    private func number(at offset: Int, size: Int) -> Int {
        guard offset >= 0, offset + size <= data.count else { return 0 }
        return data[offset..<offset + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
