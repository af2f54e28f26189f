import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Types of the running kernel, in programs that run.
    struct KernelTypeTests {
        /// What a script prints, without the empty line at the end of a run.
        private func printed(_ actions: String, _ options: String...) throws -> String {
            let result = try runCommand(Live.program, options + ["-qn", "BEGIN { \(actions) exit(0); }"])
            #expect(result.errors == "")
            #expect(result.status == 0)
            return String(result.output.dropLast())
        }

        @Test func `the current task is the process that runs`() throws {
            #expect(try printed(#"printf("%d", curthread->pid == tid && curthread->tgid == pid);"#) == "1")
            #expect(try printed(#"printf("%s", curthread->comm);"#) == "dtrace-prov")
            #expect(try printed(#"printf("%d", curthread->comm == execname);"#) == "1")
            #expect(try printed(#"printf("%d", curthread->real_parent->tgid == ppid);"#) == "1")
            let parent = try printed(#"printf("%d", curthread->real_parent->tgid);"#)
            #expect(Int(parent) == Int(getpid()))
        }

        @Test func `sizes and offsets are those of the type information`() throws {
            let size = try printed(#"printf("%d", sizeof(struct iphdr));"#)
            #expect(size == "20")
            #expect(try printed(#"printf("%d", offsetof(struct list_head, prev));"#) == "8")
            #expect(try printed(#"printf("%d", sizeof(((struct task_struct *)0)->comm));"#) == "16")
            let cast = #"t = (struct task_struct *)curthread; printf("%d", t->pid == tid);"#
            #expect(try printed(cast) == "1")
        }

        @Test func `arrays, unions and inner structs are reached`() throws {
            let leader = "curthread->signal->pids[1]->numbers[0].nr"
            #expect(try printed(#"printf("%d", \#(leader) == pid);"#) == "1")
            #expect(try printed(#"printf("%d", curthread->cred->uid.val);"#) == "\(getuid())")
            #expect(try printed(#"printf("%c", curthread->comm[0]);"#) == "d")
        }

        @Test func `constants of enumerations have values`() throws {
            #expect(try printed(#"printf("%d %d", TCP_LISTEN, PIDTYPE_SID);"#) == "10 3")
        }

        @Test func `print() shows a struct with its members`() throws {
            let text = try printed("print(&curthread->cred->uid);")
            #expect(text.contains("(kuid_t) {") || text.contains("(struct {"), "\(text)")
            let node = try printed("print((struct list_head *)&curthread->children);")
            #expect(node.contains("(struct list_head) {"))
            #expect(node.contains(".next = (struct list_head *)0xffff"))
        }

        @Test func `bad addresses are faults, not crashes`() throws {
            let result = try Live.run(
                "-qn", "BEGIN { trace(((struct task_struct *)8)->pid); exit(0); } ERROR { exit(3); }")
            #expect(result.status == 3)
            #expect(result.errors.contains("invalid address"))
        }

        @Test func `a variable that kallsyms does not list is explained`() throws {
            let listed = try runCommand("/bin/sh", ["-c", "grep -c ' [BbDd] init_task$' /proc/kallsyms"]).output
            let result = try Live.run("-qn", "BEGIN { trace(`max_pfn); exit(0); }")
            if listed == "0\n" {
                #expect(result.status == 1)
                #expect(result.errors.contains("failed to resolve `max_pfn: Unknown symbol name: this kernel lists"))
            } else {
                #expect(result.status == 0)
            }
            #expect(try printed("printf(\"%d\", (uint64_t)&`schedule > 1);") == "1")
        }

        @Test func `the kernel's ticks pass`() throws {
            let passed = "a = `jiffies; chill(30000000); b = `jiffies_64 - a;"
            #expect(try printed(passed + #"printf("%d", b >= 3 && b <= 300);"#, "-w") == "1")
        }

        @Test func `programs that need no types read none`() throws {
            let folder = try TemporaryFolder()
            let log = folder.url.appending(path: "calls").path
            for (program, isRead) in [("BEGIN { exit(0); }", false), ("BEGIN { trace(ppid); exit(0); }", true)] {
                _ = try runCommand("strace", ["-f", "-e", "trace=openat", "-o", log, Live.program, "-qn", program])
                let calls = try String(contentsOfFile: log, encoding: .utf8)
                #expect(calls.contains("openat"))
                #expect(calls.contains("/sys/kernel/btf") == isRead)
            }
        }
    }
}
