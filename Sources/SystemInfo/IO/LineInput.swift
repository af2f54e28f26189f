import Glibc

/// Standard input, read line by line.
public struct LineInput: ~Copyable {
    private var pending: [UInt8] = []

    /// Nothing is read yet.
    public init() {}

    /// The next line without its newline, or nil at the end; an unfinished last line counts.
    public mutating func next() -> [UInt8]? {
        var searched = 0
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<end])
                pending.removeSubrange(...end)
                return line
            }
            searched = pending.count
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                pending += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                defer { pending = [] }
                return pending.isEmpty ? nil : pending
            }
        }
    }
}
