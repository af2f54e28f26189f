/// Why an ELF file could not be read: the file, what is wrong with it and where known what to do.
public struct ELFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence without a full stop at its end.
    public var description: String

    public init(_ description: String) { self.description = description }
}
