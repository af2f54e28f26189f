/// A failure that ends a session, as the sentence DTrace would print after `dtrace: `.
public struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    /// The exit status of the program: 1 for failures, 2 for wrong usage.
    public var status: Int32

    public init(_ description: String, status: Int32 = 1) {
        self.description = description
        self.status = status
    }
}
