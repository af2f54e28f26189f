import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What options change that one line of output does not show.
    struct OptionEffectTests {
        @Test(arguments: [("stack", 2), ("ustack", 3)])
        func `stackframes and ustackframes are how deep stacks are shown`(action: String, frames: Int) throws {
            let option = "-x\(action == "stack" ? "stackframes" : "ustackframes")=\(frames)"
            func count(_ statement: String) throws -> Int {
                try Live.run("-q", option, "-n", "BEGIN { \(statement); exit(0); }").output.split(separator: "\n").count
            }
            #expect(try count("\(action)()") == frames)
            #expect(try count("\(action)(\(frames + 1))") == frames + 1)
        }

        @Test func `aggpercpu shows the share of each CPU`() throws {
            let result = try Live.run("-q", "-xaggpercpu", "-n", "BEGIN { @ = sum(7); exit(0); } END { @ = sum(5); }")
            let lines = result.output.split(separator: "\n")
            #expect(lines.first == "               12")
            let shares = lines.dropFirst().compactMap { $0.wholeMatch(of: #/ {4}\[CPU ([0-9]+)\] +([0-9]+)/#) }
            #expect(shares.count == lines.count - 1 && !shares.isEmpty, "\(result.output)")
            #expect(shares.compactMap { Int($0.output.1) } == Array(0..<shares.count))
            #expect(shares.compactMap { Int($0.output.2) }.reduce(0, +) == 12)
        }

        @Test func `aggrate is how old what printa() shows may be`() throws {
            let result = try Live.run(
                "-q", "-xaggrate=1hour", "-n",
                #"BEGIN { @ = count(); } tick-20ms { @ = count(); printa("%@d\n", @); n++; } tick-20ms /n == 3/ { exit(0); }"#
            )
            let shown = result.output.split(separator: "\n")
            #expect(shown.prefix(2) == ["1", "1"], "\(result.output)")
        }

        @Test func `switchrate is how long records may wait`() throws {
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-q", "-xswitchrate=1hour", "-n",
                #"BEGIN { printf("begin\n"); } tick-10ms { printf("tick\n"); }"#, in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            // What comes before the first look is shown by it.
            usleep(300_000)
            let shown = tracing.output
            usleep(300_000)
            #expect(tracing.output == shown)
            tracing.send(2)
            let all = try tracing.finish(timeout: 30).output
            #expect(all.hasPrefix(shown) && all.dropFirst(shown.count).hasPrefix("tick\ntick\n"))
        }

        @Test func `statusrate is how often drops are told of`() throws {
            let long = String(repeating: "x", count: 200)
            func reports(_ rate: String) throws -> Int {
                let result = try runCommand(
                    Live.program,
                    [
                        "-q", "-b", "4k", "-xswitchrate=1hour", "-xstatusrate=\(rate)", "-n",
                        #"tick-1ms { printf("%s", "\#(long)"); n++; } tick-1ms /n > 300/ { exit(0); }"#,
                    ], environment: ["SWIFT_BACKTRACE": "enable=no"], timeout: 30)
                return result.errors.matches(of: /drops? on CPU/).count
            }
            #expect(try reports("20ms") > 1)
            #expect(try reports("1hour") == 1)
        }

        @Test func `argref and empty allow what is an error otherwise`() throws {
            let unused = ["-n", "BEGIN { exit(0); }", "unused"]
            #expect(try runCommand(Live.program, ["-q"] + unused).status == 1)
            #expect(try runCommand(Live.program, ["-q", "-xargref"] + unused).status == 0)
            let nothing = ["-n", "", "-n", "BEGIN { exit(0); }"]
            #expect(try runCommand(Live.program, ["-q"] + nothing).status == 1)
            #expect(try runCommand(Live.program, ["-q", "-xempty"] + nothing).status == 0)
        }
    }
}
