/// A finding about a D program.
public struct Diagnostic: Error, Hashable, Sendable {
    /// DTrace's documented error tag, such as `D_SYNTAX`.
    public var tag: String
    /// DTrace's sentence.
    public var message: String
    /// What part of the source it is about.
    public var site: SourceRange
    /// The 1-based line DTrace would name, after line control.
    public var line: Int
    /// The file the line belongs to when it is not the main source.
    public var file: String?
    /// The index of the source among those given to `check`.
    public var source: Int

    /// The part of a clause it is in, which DTrace names where there are no lines: `predicate` or `action list`.
    public var region: String?

    public init(tag: String, message: String, site: SourceRange, line: Int, file: String? = nil, source: Int = 0) {
        self.source = source
        self.tag = tag
        self.message = message
        self.site = site
        self.line = line
        self.file = file
    }
}
