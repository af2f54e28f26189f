/// The numbers of system calls on this architecture.
///
/// The kernel says nowhere which number a call has, neither in its trace events nor in its type information; user space
/// has it from the headers, and so have we (`Utilities/system-call-numbers`).
public struct SystemCallNumbers: Sendable {
    /// Names with consecutive numbers, separated by spaces.
    struct Run: Sendable {
        var first: Int
        var names: String

        init(_ first: Int, _ names: String) {
            self.first = first
            self.names = names
        }
    }

    /// Numbers by the kernel's own names.
    private let numbers: [String: Int]
    /// The kernel's own names by the header's, where they differ.
    private let kernelNames: [String: String]

    init(_ runs: [Run], kernelNames: [String: String]) {
        var numbers: [String: Int] = [:]
        for run in runs {
            for (offset, name) in run.names.split(separator: " ").enumerated() {
                numbers[kernelNames[String(name)] ?? String(name)] = run.first + offset
            }
        }
        self.numbers = numbers
        self.kernelNames = kernelNames
    }

    /// The numbers of the architecture this program was built for.
    public static let native: SystemCallNumbers = {
        #if arch(arm64)
            .init(generic + common, kernelNames: genericKernelNames)
        #else
            .init(amd64 + common, kernelNames: amd64KernelNames)
        #endif
    }()

    /// The calls whose entry point in the kernel, after which probes are named, is called differently.
    static let amd64KernelNames = [
        "stat": "newstat", "fstat": "newfstat", "lstat": "newlstat", "uname": "newuname", "sendfile": "sendfile64",
        "umount2": "umount",
    ]
    static let genericKernelNames = [
        "fstatat": "newfstatat", "fstat": "newfstat", "uname": "newuname", "sendfile": "sendfile64",
        "umount2": "umount", "fadvise64": "fadvise64_64",
    ]

    /// The number of a call by the kernel's name for it.
    public subscript(name: String) -> Int? { numbers[name] }

    /// The kernel's name for a call that programs know by another name, else nil.
    public func kernelName(of name: String) -> String? { kernelNames[name] }

    /// The kernel's names of all calls, sorted.
    public var names: [String] { numbers.keys.sorted() }
}
