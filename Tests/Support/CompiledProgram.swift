import Foundation

/// A program in C that a test compiles for itself, because its form matters: a library to load, thousands of functions.
public final class CompiledProgram {
    private let folder: TemporaryFolder
    public let path: String

    /// Compiles sources, by their file names, with the C compiler.
    ///
    /// - Parameter options: What the compiler is given besides: `-shared`, `-g`.
    public init(_ sources: [String: String], _ options: [String] = [], name: String = "program") throws {
        folder = try TemporaryFolder()
        path = folder.url.appending(path: name).path
        var files: [String] = []
        for (name, text) in sources.sorted(by: { $0.key < $1.key }) {
            let file = folder.url.appending(path: name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            files.append(file.path)
        }
        let compiler = sources.keys.contains { $0.hasSuffix(".cc") } ? "g++" : "gcc"
        let result = try runCommand(compiler, ["-o", path] + files + options)
        guard result.status == 0 else {
            throw SupportError("`\(compiler)` failed, which `make deps` installs: \(result.errors.suffix(2000))")
        }
    }
}
