import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// A server in Swift, traced while clients use it.
    struct SwiftServerTests {
        /// Sends the requests over one connection and gives the answers.
        private func ask(_ requests: [String], port: Substring) throws -> [String] {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "requests")
            try (requests.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
            let client = "exec 3<>/dev/tcp/127.0.0.1/\(port); cat \(file.path) >&3; head -n \(requests.count) <&3"
            let result = try runCommand("bash", ["-c", client])
            #expect(result.status == 0, "\(result.errors)")
            return result.output.split(separator: "\n").map(String.init)
        }

        @Test func `its requests are seen by USDT probes and by its functions, as the clients made them`() throws {
            let folders = [try TemporaryFolder(), try TemporaryFolder()]
            let server = try RunningCommand(Live.workload("server-workload"), [], scratch: folders[0].url)
            defer {
                server.send(SIGKILL)
                _ = try? server.finish(timeout: 10)
            }
            try #require(server.wait { $0.output.hasSuffix("\n") }, "\(server.errors)")
            let port = try #require(server.output.firstMatch(of: #/port (\d+)/#)).1
            let script = """
                server$target:::request-start { @starts[copyinstr(arg1)] = count(); @bytes = sum(arg2); @last = max(arg0); }
                server$target:::request-done { @answers[arg1] = count(); }
                swift$target:a.out:server_workload.Store.*:entry { @calls[probefunc] = count(); }
                BEGIN { printf("begin\\n"); }
                END
                {
                    printa("start %s %@d\\n", @starts);
                    printa("answer %d %@d\\n", @answers);
                    printa("call %s %@d\\n", @calls);
                    printa("bytes %@d\\n", @bytes);
                    printa("last %@d\\n", @last);
                }
                """
            let tracing = try Live.start("-qn", script, "-p", "\(server.processIdentifier)", in: folders[1])
            try #require(tracing.wait { $0.output.contains("begin\n") }, "\(tracing.errors)")
            let puts = (1...20).map { "put /item \(String(repeating: "x", count: $0))" }
            #expect(try ask(puts, port: port).last == "200 " + String(repeating: "x", count: 20))
            let gets =
                Array(repeating: "get /item", count: 30) + Array(repeating: "get /none", count: 7) + ["drop /item"]
            #expect(try ask(gets, port: port).suffix(2) == ["404", "400"])
            tracing.send(SIGINT)
            let result = try tracing.finish(timeout: 30)
            for line in [
                "start /item 51\n", "start /none 7\n", "answer 200 50\n", "answer 404 7\n", "answer 400 1\n",
                "call server_workload.Store.put(_:at:) 20\n", "call server_workload.Store.get(_:) 37\n",
                // 1 + 2 + ... + 20 bytes.
                "bytes 210\n", "last 58\n",
            ] { #expect(result.output.contains(line), "\(line)\(result.output)\(result.errors)") }
        }
    }
}
