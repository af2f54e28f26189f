import TestSupport
import Testing

extension LiveTests {
    /// Functions of one process, by the program as users run it.
    struct PidTests {
        private let workload = Live.workload("call-workload")

        @Test func `wildcards count every function of the target`() throws {
            let result = try Live.run(
                "-qn", "pid$target:a.out:workload_*:entry { @[probefunc] = count(); }", "-n",
                "END { printa(\"%s %@d\\n\", @); }", "-c", "\(workload) 3")
            #expect(result.status == 0, "\(result.errors)")
            let lines = Set(result.output.split(separator: "\n"))
            #expect(
                lines.isSuperset(of: [
                    "workload_add 3", "workload_alias 3", "workload_eight 3", "workload_text 3",
                    "workload_factorial 15",
                ]), "\(result.output)")
        }

        @Test func `entry and return are listed for a command`() throws {
            let result = try Live.run("-l", "-n", "pid$target:a.out:workload_add:*t*r*", "-c", "\(workload) 0")
            #expect(result.status == 0, "\(result.errors)")
            let rows = result.output.split(separator: "\n").dropFirst().map { $0.split(separator: " ").suffix(3) }
            #expect(
                rows.map { $0.joined(separator: " ") } == ["a.out workload_add entry", "a.out workload_add return"])
        }

        @Test func `a process works as ever while every function of the C library is traced`() throws {
            let program = try CompiledProgram([
                "main.c": """
                #include <stdio.h>
                #include <string.h>
                int main(int argc, char **argv) {
                    char text[] = "one two three";
                    printf("%s %ld %d %d\\n", strchr(text, 't'), (long)strlen(text), strcmp(text, "one"), argc);
                }
                """
            ])
            let result = try Live.run("-qn", "pid$target:libc::entry { @ = count(); }", "-c", program.path)
            #expect(result.status == 0 && result.output.hasPrefix("two three 13 32 1\n"), "\(result.output)")
        }

        @Test func `failures have DTrace's tags`() throws {
            let cases = [
                ("pid$target:a.out:nothing:entry", "[D_PROC_FUNC] failed to lookup 'nothing' in module 'a.out'"),
                ("pid$target:a.out:main:ffffff", "[D_PROC_OFF] offset 0xffffff outside of function 'main'"),
                ("pid$target:a.out:main:zz", "[D_PROC_NAME] \"zz\" is an invalid probe name"),
                ("pid4194305:a.out:main:entry", "[D_PROC_GRAB] failed to grab process 4194305: no such process"),
                ("pid:a.out:main:entry", "[D_PROC_BADPID] 'pid' does not contain a valid pid"),
            ]
            for (probe, sentence) in cases {
                let result = try Live.run("-xerrtags", "-n", probe, "-c", "\(workload) 0")
                #expect(result.status == 1)
                #expect(result.errors == "dtrace: invalid probe specifier \(probe): \(sentence)\n")
            }
        }
    }
}
