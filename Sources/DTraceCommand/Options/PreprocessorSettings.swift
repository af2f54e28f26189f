/// Whether and how scripts go through cpp(1) before they are compiled.
public struct PreprocessorSettings: Equatable, Sendable {
    /// `-C`, or option `cpp`.
    public var isEnabled = false
    /// Option `cpppath`: the program to run, looked up in `PATH` when it is a plain name.
    public var program = "cpp"
    /// Arguments from `-D`, `-U`, `-I`, `-H` and the options of the same meaning, in the order given.
    public var arguments: [String] = []

    public init() {}

    /// The command that preprocesses its standard input.
    var command: [String] { [program] + Self.predefined + arguments + ["-"] }

    /// Names that the DTrace guide promises to scripts. Without the mark of the GNU compiler the system's headers keep to
    /// C that D has too.
    private static let predefined = [
        "-U__GNUC__", "-D__signed__=signed", "-D__volatile__=volatile", "-D__inline__=inline", "-D__SUNW_D=1",
        "-D__SUNW_D_64=1", "-D__SUNW_D_VERSION=0x02000000",
    ]

    /// Takes an option of `-x` when it concerns preprocessing.
    mutating func take(_ name: String, _ value: String?) {
        switch name {
        case "cpp": isEnabled = true
        case "cpphdrs": arguments.append("-H")
        case "cpppath": program = value ?? program
        case "cppargs": arguments += (value ?? "").split(separator: " ").map(String.init)
        case "define": arguments.append("-D\(value ?? "")")
        case "undef": arguments.append("-U\(value ?? "")")
        case "incdir": arguments.append("-I\(value ?? "")")
        default: break
        }
    }
}
