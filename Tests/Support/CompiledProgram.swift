import Foundation

/// A program in C, C++ or Go that a test compiles for itself, because its form matters: a library to load, thousands of functions.
public final class CompiledProgram {
    private let folder: TemporaryFolder
    public let path: String

    /// Compiles sources, by their file names, with the compiler of their language.
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
        let compiler = Self.compiler(of: sources.keys.first)
        // The Go compiler keeps what it has compiled.
        let environment = ["GOCACHE": folder.url.appending(path: "cache").path, "GOFLAGS": "-trimpath"]
        let arguments = compiler == "go" ? ["build", "-o", path] + options + files : ["-o", path] + files + options
        let result = try runCommand(compiler, arguments, environment: environment)
        guard result.status == 0 else {
            throw SupportError("`\(compiler)` failed, which `make deps` installs: \(result.errors.suffix(2000))")
        }
    }

    private static func compiler(of source: String?) -> String {
        switch source?.split(separator: ".").last {
        case "cc": "g++"
        case "go": "go"
        default: "gcc"
        }
    }
}
