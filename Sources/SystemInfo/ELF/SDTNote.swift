/// One site of a statically defined probe: a note of the section `.note.stapsdt`, as `<sys/sdt.h>` writes it.
public struct SDTNote: Hashable, Sendable {
    public var provider: String
    public var name: String
    /// The link-time address of the probe's instruction, corrected for a file that was prelinked.
    public var location: UInt64
    /// The link-time address of the 16-bit counter of tracers, 0 for a probe without one.
    public var semaphore: UInt64
    /// The operands separated by spaces: `8@%rdi -4@$3`.
    public var arguments: String

    public init(provider: String, name: String, location: UInt64, semaphore: UInt64, arguments: String) {
        self.provider = provider
        self.name = name
        self.location = location
        self.semaphore = semaphore
        self.arguments = arguments
    }
}
