import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// `-l`, `-lv` and the other things that are printed without tracing.
    struct ListingTests {
        private let header = "   ID   PROVIDER            MODULE                          FUNCTION NAME\n"

        @Test func `a named probe`() throws {
            let result = try Live.run("-ln", "dtrace:::BEGIN")
            #expect(
                result.output == header + "    1     dtrace                                                     BEGIN\n"
            )
            #expect(result.errors == "")
            #expect(result.status == 0)
        }

        @Test func `details`() throws {
            let result = try Live.run("-lvn", "BEGIN")
            #expect(
                result.output == header
                    + """
                        1     dtrace                                                     BEGIN

                    \tProbe Description Attributes
                    \t\tIdentifier Names: Stable
                    \t\tData Semantics:   Stable
                    \t\tDependency Class: Common

                    \tArgument Attributes
                    \t\tIdentifier Names: Stable
                    \t\tData Semantics:   Stable
                    \t\tDependency Class: Common

                    \tArgument Types
                    \t\tNone


                    """)
        }

        @Test func `a listing is appended to the file of -o`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "list")
            for _ in 0..<2 {
                let result = try Live.run("-l", "-o", file.path, "-n", "BEGIN")
                #expect(result.output == "" && result.errors == "" && result.status == 0)
            }
            let listing = header + "    1     dtrace                                                     BEGIN\n"
            #expect(try String(contentsOf: file, encoding: .utf8) == listing + listing)
        }

        @Test func `a full disk is an error`() throws {
            let result = try Live.run("-l", "-o", "/dev/full", "-n", "BEGIN")
            #expect(result.errors == "dtrace: failed to write /dev/full: No space left on device\n")
            #expect(result.status == 1)
        }

        @Test func `argument types of a trace event`() throws {
            let result = try Live.run("-lvn", "tracepoint:sched::sched_process_exec")
            #expect(
                result.output.contains("\tArgument Types\n\t\targs[0]: string\n\t\targs[1]: pid_t\n"),
                "\(result.output)")
        }

        @Test func `no match is reported after the header and is no failure`() throws {
            let result = try Live.run("-ln", "no:such:probe:here")
            #expect(result.output == header)
            #expect(result.errors == "dtrace: failed to match no:such:probe:here: No probe matches description\n")
            #expect(result.status == 0)
        }

        @Test(
            arguments: [
                (
                    "BEGIN { nosuch; }",
                    "[D_IDENT_UNDEF] in action list: failed to resolve nosuch: Unknown variable name"
                ),
                ("BEGIN /1 { }", "[D_SYNTAX] syntax error near \"{\""),
                ("", "[D_EMPTY] empty D program translation unit"),
                (
                    "BEGIN, no:such:probe:here { trace(args[0]); }",
                    "[D_ARGS_IDX] in action list: index 0 is out of range"
                ),
            ])
        func `programs are checked before their probes are listed`(program: String, complaint: String) throws {
            let result = try Live.run("-xerrtags", "-ln", "END", "-n", program)
            #expect(result.output == header)
            #expect(
                result.errors.hasPrefix("dtrace: invalid probe specifier \(program): \(complaint)"), "\(result.errors)")
            #expect(result.status == 1)
        }

        @Test func `probes that are not there leave their clauses unchecked`() throws {
            let program = "no:such:probe:here { trace(args[0]->member); } END { trace(1); }"
            let result = try Live.run("-ln", program)
            #expect(
                result.output == header + "    2     dtrace                                                     END\n")
            #expect(result.errors == "dtrace: failed to match no:such:probe:here: No probe matches description\n")
            #expect(result.status == 0)
        }

        @Test func `wildcards list what tracefs lists`() throws {
            let result = try Live.run("-l", "-n", "tracepoint:sched::sched_process_*")
            let names = try FileManager.default.contentsOfDirectory(atPath: "/sys/kernel/tracing/events/sched")
                .filter { $0.hasPrefix("sched_process_") }.sorted()
            let listed = result.output.split(separator: "\n").dropFirst().map {
                String($0.split(separator: " ").last ?? "")
            }
            #expect(listed.sorted() == names)
            #expect(names.count > 3)
        }

        @Test func `all probes`() throws {
            let result = try Live.run("-l")
            let rows = result.output.split(separator: "\n").count - 1
            #expect(rows > 1000)
            let identifiers = result.output.split(separator: "\n").dropFirst().compactMap {
                Int($0.prefix(while: { $0 == " " || $0.isNumber }).trimmingCharacters(in: .whitespaces))
            }
            #expect(Set(identifiers).count == rows)
        }

        @Test func `the version and the help`() throws {
            let version = try Live.run("-V")
            #expect(version.output.wholeMatch(of: #/dtrace: dtrace-prov D \d+\.\d+\n/#) != nil)
            let help = try Live.run("--help")
            #expect(help.output.hasPrefix("Usage: dtrace-prov "))
            #expect(help.status == 0)
        }

        @Test func `providers and whether they work here`() throws {
            let result = try Live.run("providers")
            let lines = result.output.split(separator: "\n")
            #expect(lines.first?.split(separator: " ") == ["PROVIDER", "USABLE", "WHY", "NOT"])
            #expect(lines.contains { $0.split(separator: " ") == ["dtrace", "yes"] })
            #expect(lines.contains { $0.split(separator: " ") == ["tracepoint", "yes"] })
        }

        @Test func `the plan`() throws {
            let result = try Live.run("--explain", "-n", "BEGIN, tracepoint:sched::sched_switch { @ = count(); }")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("clause"))
            #expect(result.output.contains("dtrace:::BEGIN"))
        }
    }
}
