/// A failure that ends a session, as the sentence DTrace would print after `dtrace: `.
public struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    /// The exit status of the program: 1 for failures, 2 for wrong usage.
    public var status: Int32
    /// Whether there is nobody to tell: the reader of the output has had enough, as `head` has.
    public var isSilent = false
    /// For people at a terminal: the part of the program that it is about.
    public var excerpt: String?

    public init(_ description: String, status: Int32 = 1) {
        self.description = description
        self.status = status
    }

    /// The program changes the system, and nobody has allowed it to.
    static var destructive: SessionError {
        SessionError("could not enable tracing: Destructive actions not allowed")
    }

    /// The reader of the output has gone. The status is that of a program that SIGPIPE ends.
    static var outputClosed: SessionError {
        var error = SessionError("nobody reads the output any more", status: 128 + 13)
        error.isSilent = true
        return error
    }
}
