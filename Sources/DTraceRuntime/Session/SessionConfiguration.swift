public import DLanguage

/// What a session is asked to do.
public struct SessionConfiguration {
    /// Scripts and specifiers in the order of the command line.
    public var sources: [DSource]
    public var options: SessionOptions
    /// `$0`, `$1`, ...
    public var macroArguments: [String]
    /// Commands to start and observe (`-c`), each as its words.
    public var commands: [[String]]
    /// Running processes to observe (`-p`).
    public var processes: [Int]
    /// How stubs reach clauses where the carrier leaves a choice.
    public var composer: Composer

    public init(
        sources: [DSource], options: SessionOptions = SessionOptions(), macroArguments: [String] = [],
        commands: [[String]] = [], processes: [Int] = [], composer: Composer = .automatic
    ) {
        self.sources = sources
        self.options = options
        self.macroArguments = macroArguments
        self.commands = commands
        self.processes = processes
        self.composer = composer
    }
}
