import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Providers in other processes, as users meet them.
    struct PluginTests {
        private let examples = Repository.root.appending(path: "Examples/plug-ins").path
        private let columns = "   ID   PROVIDER            MODULE                          FUNCTION NAME\n"

        /// A folder with a plug-in made from text, or from a program.
        private func folder(_ name: String, script: String? = nil, program: String? = nil) throws -> TemporaryFolder {
            let folder = try TemporaryFolder()
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
            let path = folder.url.appending(path: name).path
            try script?.write(toFile: path, atomically: false, encoding: .utf8)
            if let program { try FileManager.default.copyItem(atPath: program, toPath: path) }
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            return folder
        }

        private func numbers(_ text: String) -> [[Int]] {
            text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Int($0) } }
        }

        @Test func `a provider in Python sees what a program asks of its allocator`() throws {
            let result = try Live.run(
                "--provider-path", examples, "-qn",
                """
                heap::malloc:entry /pid == $target/ { @sizes[args[0]] = count(); }
                heap::realloc:entry /pid == $target/ { @sizes[args[1]] = count(); }
                heap::realloc:return /pid == $target/ { self->last = args[0]; }
                heap::free:entry /pid == $target && args[0] == self->last/ { @freed = count(); }
                END { printa("%d %@d\\n", @sizes); printa("freed %@d\\n", @freed); }
                """,
                "-c", "\(Live.workload("heap-workload")) 700")
            #expect(result.errors == "")
            #expect(result.output == "1234 700\n5678 700\nfreed 700\n\n")
        }

        @Test func `processes that the target starts are traced by a plug-in that follows them`() throws {
            let program = try CompiledProgram([
                "main.c": """
                #include <stdio.h>
                #include <stdlib.h>
                #include <unistd.h>
                int main(int argc, char **argv) {
                    char line[64];
                    for (int i = 0; argc > 1 && i < 2000; i++, usleep(10000)) free(malloc(4321));
                    if (argc > 1) return 0;
                    printf("ready\\n");
                    fflush(stdout);
                    for (int delay = 0; fgets(line, sizeof line, stdin); delay += 500) {
                        int child = fork();
                        if (child == 0 && delay > 0) usleep(delay);
                        if (child == 0) execl(argv[0], argv[0], "loop", (char *)0);
                        printf("%d\\n", child);
                        fflush(stdout);
                    }
                }
                """
            ])
            let parent = try Workload(path: program.path)
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "--provider-path", examples, "-qn",
                "heap*::malloc:entry /args[0] == 4321/ { printf(\"%s %d\\n\", probeprov, pid); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-p", "\(parent.id)", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            // One may be becoming another program just when its probes are looked for.
            for _ in 0..<8 {
                let child = try #require(Int32(try parent.fire(1)))
                #expect(
                    tracing.wait { $0.output.contains("heap\(child) \(child)\n") },
                    "\(tracing.output)\(tracing.errors)")
                kill(child, SIGKILL)
            }
            tracing.send(2)
            #expect(try tracing.finish(timeout: 30).status == 0)
            try parent.finish()
        }

        @Test func `one clause over a plug-in and the program's own providers`() throws {
            let result = try Live.run(
                "--provider-path", examples, "-qn",
                """
                heap::malloc:entry,uprobe:libc.so.6:malloc:entry,syscall::exit_group:entry /pid == $target/
                { @[probeprov] = count(); }
                END { printa("%s %@d\\n", @); }
                """, "-c", "\(Live.workload("heap-workload")) 300")
            #expect(result.errors == "")
            #expect(result.output == "syscall 1\nheap 300\nuprobe 300\n\n")
        }

        @Test func `a provider in Swift is the same in another process`() throws {
            let plugins = try folder("fault", program: Live.workload("fault"))
            let path = plugins.url.path
            let counted = try Live.run(
                "--provider-path", path, "-qn",
                "fault:::minor /pid == $target && arg0 != 0/ { @ = count(); } END { printa(\"%@d\\n\", @); }",
                "-c", "\(Live.workload("syscall-workload")) 0 0 0 0 3000")
            #expect((3000..<4000).contains(numbers(counted.output).last?.first ?? 0), "\(counted)")
            let listed = try Live.run("--provider-path=\(path)", "-lv", "-n", "fault:::major")
            #expect(listed.output.hasPrefix(columns))
            #expect(listed.output.contains("\t\targs[0]: uintptr_t\n"))
            #expect(listed.output.contains("\t\tIdentifier Names: Evolving\n"))
        }

        @Test func `is listed among the providers`() throws {
            let broken = try folder("broken", script: "#!/bin/sh\necho oops >&2\nexit 9\n")
            let path = broken.url.path
            let result = try Live.run("providers", "--provider-path", path, "--provider-path", examples)
            #expect(result.status == 0 && result.errors == "")
            #expect(result.output.contains(#/\nheap +yes\n/#))
            #expect(
                result.output.contains(
                    "the plug-in broken (\(path)/broken) ended with status 9 instead of answering `describe`: oops"))
        }

        @Test func `a plug-in that crashes, hangs, babbles or is not root's ends with one sentence`() throws {
            let cases = [
                ("exit 9", "ended with status 9 instead of answering `describe`"),
                ("while read x; do sleep 100; done", "did not answer `describe` within 5 seconds and was stopped"),
                (
                    "echo hi; cat >/dev/null",
                    "answered `describe` with something that is not JSON: byte 0: no value begins so"
                ),
                ("exec cat /dev/zero", "answered `describe` with a line of more than 1048576 bytes and was stopped"),
            ]
            for (body, words) in cases {
                let plugins = try folder("broken", script: "#!/bin/sh\n\(body)\n")
                let path = plugins.url.path
                let result = try Live.run("--provider-path", path, "-n", "broken:::x")
                #expect(result.status == 1)
                #expect(
                    result.errors
                        == "dtrace: invalid probe specifier broken:::x: probe description broken:::x does not match any probes: "
                        + "the broken provider is not available: the plug-in broken (\(path)/broken) \(words)\n")
                #expect(try Live.run("--provider-path", path, "-qn", "BEGIN { exit(0); }").errors == "")
            }
        }

        @Test func `a plug-in that does not answer is told of once when a pattern means it`() throws {
            let plugins = try folder("broken", script: "#!/bin/sh\nexit 9\n")
            let path = plugins.url.path
            let result = try Live.run(
                "--provider-path", path, "-qn", "br*:::x, b*:::y, syscall::getpid:entry { } BEGIN { exit(0); }", "-Z")
            #expect(result.status == 0)
            #expect(
                result.errors
                    == "dtrace: the plug-in broken (\(path)/broken) ended with status 9 instead of answering `describe`\n"
            )
        }

        @Test func `a plug-in that others can write is not started`() throws {
            let plugins = try folder("broken", script: "#!/bin/sh\ntouch $(dirname $0)/started\n")
            let path = plugins.url.path
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
            let result = try Live.run("--provider-path", path, "-ln", "broken:::")
            #expect(
                result.errors.contains(
                    "the plug-in broken (\(path)/broken) is not started: \(path) can be written by others than root"))
            #expect(!FileManager.default.fileExists(atPath: path + "/started"))
        }

        @Test func `instructions of its own run, and are blamed on it when the verifier rejects them`() throws {
            func run(_ converter: String) throws -> CommandResult {
                let site = """
                    {\\"attach\\":{\\"rawTracepoint\\":{\\"name\\":\\"sched_process_exit\\"}},\\"context\\":{\\"converter\\":[\(converter)]}}
                    """
                let plugins = try folder(
                    "own",
                    script: """
                        #!/bin/bash
                        while read -r line; do
                            [[ $line =~ \\"id\\":([0-9]+) ]] && echo "{\\"id\\":${BASH_REMATCH[1]},$(
                            case $line in
                                *describe*) echo '"version":1' ;;
                                *probes*) echo '"probes":[{"name":"exit"}]' ;;
                                *'"arguments":['*) echo "\\"sites\\":[\(site)]" ;;
                                *) echo '"arguments":[]' ;;
                            esac)}"
                        done
                        """)
                return try Live.run(
                    "--provider-path", plugins.url.path, "-qn",
                    "own:::exit /pid == $target/ { trace(arg0); exit(0); }", "-c", "/bin/true")
            }
            // arg0 = 77
            let fine = try run(#"\"7a0738004d000000\""#)
            #expect(fine.output.trimmingCharacters(in: .whitespacesAndNewlines) == "77", "\(fine)")
            // r1 = *(u64 *)(r0 +0), and r0 holds nothing that can be read.
            let rejected = try run(#"\"b700000005000000\",\"7901000000000000\""#)
            #expect(rejected.status == 1)
            #expect(
                rejected.errors.hasPrefix(
                    "dtrace: BPF program load for 'own:::exit' failed: the kernel's verifier rejected the instructions of "
                        + "the own provider: "), "\(rejected)")
        }
    }
}
