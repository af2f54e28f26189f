import DTraceRuntime
import SystemInfo

/// What goes to standard output and standard error; nothing is done about a stream that nobody reads.
enum Terminal {
    /// Writes text to standard output; throws when that cannot be written, as on a full disk.
    static func print(_ text: String) throws(OutputFileError) {
        do {
            try write(text, to: OutputFile.standardOutput)
        } catch .closedPipe {}
    }

    /// Writes a sentence to standard error, after the program's name as scripts expect it.
    static func report(_ sentence: String) { try? write("dtrace: \(sentence)\n", to: OutputFile.standardError) }

    /// Writes text to standard error as it is.
    static func printError(_ text: String) { try? write(text, to: OutputFile.standardError) }

    private static func write(_ text: String, to file: borrowing OutputFile) throws(OutputFileError) {
        var buffer = OutputBuffer(capacity: text.utf8.count)
        buffer.append(text)
        try buffer.flush(to: file)
    }
}
