import Foundation
import TestSupport

/// A PostgreSQL server of one's own, with its data in a temporary folder; it ends with the value.
final class PostgreSQLServer {
    private let folder: TemporaryFolder
    private let output: TemporaryFolder
    private let server: RunningCommand
    private static let programs = "/usr/lib/postgresql/15/bin"

    init() throws {
        folder = try TemporaryFolder()
        output = try TemporaryFolder()
        guard FileManager.default.isExecutableFile(atPath: Self.programs + "/initdb") else {
            throw SupportError("there is no PostgreSQL 15 here: run `make deps`")
        }
        // The server refuses to run as root.
        let data = folder.url.path + "/data"
        try Self.require(runCommand("chown", ["-R", "postgres", folder.url.path]))
        try Self.require(
            runCommand(
                "runuser",
                ["-u", "postgres", "--", Self.programs + "/initdb", "-A", "trust", "-D", data, "--no-sync"],
                directory: URL(filePath: "/")))
        server = try RunningCommand(
            "setpriv",
            ["--reuid=postgres", "--regid=postgres", "--clear-groups", Self.programs + "/postgres", "-D", data]
                + ["-k", folder.url.path, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off"],
            scratch: output.url)
        guard server.wait(until: { _ in (try? self.run("SELECT 1"))?.status == 0 }) else {
            throw SupportError("PostgreSQL does not start: \(server.errors)")
        }
    }

    deinit {
        // An immediate shutdown: nobody needs the data.
        server.send(SIGQUIT)
        _ = try? server.finish(timeout: 30)
    }

    /// Runs one query in a connection of its own.
    func run(_ query: String) throws -> CommandResult {
        try runCommand("psql", ["-h", folder.url.path, "-U", "postgres", "-d", "postgres", "-qAtc", query])
    }

    private static func require(_ result: @autoclosure () throws -> CommandResult) throws {
        let result = try result()
        guard result.status == 0 else { throw SupportError("PostgreSQL: \(result.output)\(result.errors)") }
    }
}
