public import SystemInfo

/// One place where a function of some name is.
public struct UserFunctionPlace: Hashable, Sendable {
    /// The program or library, with the process that probes there are limited to.
    public var file: MappedBinary
    public var architecture: ELFArchitecture
    /// How the function takes its arguments.
    public var convention: CallingConvention
    /// Where its first instruction is in the file.
    public var fileOffset: UInt64
    /// In bytes, 0 when the file does not say.
    public var size: UInt64

    public init(
        file: MappedBinary, architecture: ELFArchitecture, convention: CallingConvention = .c, fileOffset: UInt64,
        size: UInt64
    ) {
        self.file = file
        self.architecture = architecture
        self.convention = convention
        self.fileOffset = fileOffset
        self.size = size
    }
}

/// A function with all its places: local functions of one name in several files of a program are one function here.
public struct UserFunction: Hashable, Sendable {
    /// As it is listed.
    public var name: String
    public var places: [UserFunctionPlace]

    public init(name: String, places: [UserFunctionPlace]) {
        self.name = name
        self.places = places
    }
}
