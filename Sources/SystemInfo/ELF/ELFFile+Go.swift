import CElf

/// The version of Go that a program was made with.
public struct GoVersion: Hashable, Sendable {
    /// The second part of its number: 21 in go1.21.3. Versions before build information had a readable form count as 17.
    public var minor: Int

    public init(minor: Int) { self.minor = minor }

    /// Since Go 1.17 on x86-64 (and 1.18 elsewhere) functions take their arguments in registers.
    public var passesArgumentsInRegisters: Bool { minor >= 17 }
}

extension ELFFile {
    /// The version of Go that made the file, from its build information; nil for files of other languages.
    public func goVersion() -> GoVersion? {
        var found: GoVersion?
        try? forEachSection(named: ".go.buildinfo") { (section, _) throws(ELFError) in
            found = GoVersion(minor: 17)
            guard let data = try contents(of: section), let start = data.pointee.d_buf else { return }
            let bytes = UnsafeRawBufferPointer(start: start, count: data.pointee.d_size)
            // A header of 32 bytes, whose flag 2 says that the version follows as a length and text (debug/buildinfo).
            guard bytes.count > 33, bytes[15] & 2 != 0, bytes.count >= 33 + Int(bytes[32]) else { return }
            let text = String(decoding: bytes[33..<33 + Int(bytes[32])], as: UTF8.self)
            let parts = text.split(separator: ".")
            guard parts.first == "go1", parts.count > 1, let minor = Int(parts[1].prefix { $0.isNumber }) else {
                return
            }
            found = GoVersion(minor: minor)
        }
        return found
    }
}
