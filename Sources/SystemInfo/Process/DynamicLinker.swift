/// The dynamic linker of a process: the program that loads its libraries, from start to end.
public struct DynamicLinker: Hashable, Sendable {
    /// The path by which we can open its file.
    public var path: String
    /// The file offset of the function that it calls before and after it changes the list of libraries: for debuggers,
    /// which have a breakpoint there (`r_brk` in `<link.h>`). Code of a library that it has just loaded has not run yet.
    public var notice: UInt64
}

extension TargetProcess {
    /// The dynamic linker; nil when the program needs none, or has one without that function.
    public func dynamicLinker() throws -> DynamicLinker? {
        guard let base = try auxiliaryValue(Self.linkerBase), base != 0,
            let mapping = try mappings().first(where: { $0.isFile && $0.start == base })
        else { return nil }
        let path = accessPath(of: mapping, rootPrefix: try rootPrefix())
        let file = try ELFFile(path: path)
        guard let address = try file.address(ofSymbol: "_dl_debug_state"),
            let offset = try file.segments().fileOffset(of: address)
        else { return nil }
        return DynamicLinker(path: path, notice: offset)
    }

    /// `AT_BASE` of `<elf.h>`: where the linker lies.
    private static let linkerBase: UInt64 = 7

    /// What the kernel told the program when it started it (getauxval(3)).
    private func auxiliaryValue(_ tag: UInt64) throws -> UInt64? {
        let bytes = try contents("auxv")
        return bytes.withRawSpan { words in
            for offset in stride(from: 0, to: words.byteCount - 15, by: 16)
            where words.integer(at: offset, as: UInt64.self) == tag {
                return words.integer(at: offset + 8, as: UInt64.self)
            }
            return nil
        }
    }
}
