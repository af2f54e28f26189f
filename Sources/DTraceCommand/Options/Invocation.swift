public import DTraceRuntime

/// A command line, understood but not yet acted upon.
public struct Invocation: Equatable, Sendable {
    /// What the program is to do.
    public enum Mode: Equatable, Sendable {
        /// Enable the clauses and report until the end; the default.
        case trace
        /// `-l`: list the probes that match.
        case list
        /// `-h`: write a C header for the providers that the scripts declare.
        case header
        /// `-G`: write an object file for the providers that the scripts declare.
        case object
        /// `-V`: print the version.
        case version
        /// `--help`.
        case help
        /// `providers`: list providers and whether they can work here.
        case providers
        /// `new-provider`: write a package for a provider of one's own.
        case newProvider(NewProvider)
    }

    /// One `-P`, `-m`, `-f`, `-n`, `-i` or `-s`.
    public struct Source: Equatable, Sendable {
        public var form: Form
        /// The specifier with its predicate and actions, or the file's path.
        public var text: String

        public init(_ form: Form, _ text: String) {
            self.form = form
            self.text = text
        }
    }

    /// How a source names its probes; the raw value is the option's letter.
    public enum Form: Character, Equatable, Sendable {
        case provider = "P"
        case module = "m"
        case function = "f"
        case name = "n"
        case identifier = "i"
        case script = "s"
    }

    /// `-x name=value`, or an option with a letter of its own (`-q` is `quiet`); later ones win.
    public struct Option: Equatable, Sendable {
        /// The letter it was given with, for messages.
        public var letter: Character
        public var name: String
        /// Nil when given without `=`.
        public var value: String?

        public init(_ letter: Character, _ name: String, _ value: String? = nil) {
            self.letter = letter
            self.name = name
            self.value = value
        }
    }

    public var mode = Mode.trace
    /// In the order given.
    public var sources: [Source] = []
    /// In the order given.
    public var options: [Option] = []
    /// Values of `-c`: commands to run, each split into words at white space.
    public var commands: [String] = []
    /// Values of `-p`.
    public var processes: [Int] = []
    /// `$1`, `$2`...: what is left of the command line.
    public var macroArguments: [String] = []
    /// `-o`: the file that output is appended to.
    public var outputPath: String?
    /// `-e`: stop when everything has compiled.
    public var stopsAfterCompiling = false
    /// `-v`.
    public var isVerbose = false
    /// `-S`: print the compiled clauses.
    public var showsDisassembly = false
    /// `--explain`: print the plan.
    public var explains = false
    /// `--emit`: print this stage of compilation and stop.
    public var emits: CompilationStage?
    /// What `-C`, `-D`, `-U`, `-I`, `-H` and their options say about preprocessing.
    public var preprocessor = PreprocessorSettings()

    /// Values of `--provider-path`: folders of plug-ins, searched before the system's.
    public var pluginFolders: [String] = []

    public init() {}
}
