import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// D libraries, in programs that run.
    struct LibraryTests {
        private func printed(_ actions: String) throws -> String {
            let result = try Live.run("-qn", "BEGIN { \(actions) exit(0); }")
            #expect(result.errors == "")
            #expect(result.status == 0)
            return String(result.output.dropLast())
        }

        @Test func `curpsinfo and curlwpsinfo tell of the process that runs`() throws {
            #expect(try printed(#"printf("%d", curpsinfo->pr_pid == pid && curpsinfo->pr_ppid == ppid);"#) == "1")
            #expect(try printed(#"printf("%s", curpsinfo->pr_fname);"#) == "dtrace-prov")
            #expect(try printed(#"printf("%s", curpsinfo->pr_psargs);"#).hasPrefix(Live.program))
            #expect(
                try printed(#"printf("%d %d", curpsinfo->pr_uid, curpsinfo->pr_egid);"#) == "\(getuid()) \(getegid())")
            // The arguments of `printed`, and the program's name.
            #expect(try printed(#"printf("%d", curpsinfo->pr_argc);"#) == "3")
            #expect(try printed(#"printf("%d", curpsinfo->pr_rssize > 1024);"#) == "1")
            #expect(try printed(#"printf("%d", curpsinfo->pr_size >= curpsinfo->pr_rssize);"#) == "1")
            #expect(try printed(#"printf("%d", curpsinfo->pr_wstat + curpsinfo->pr_nzomb);"#) == "0")
            #expect(try printed(#"printf("%d", curlwpsinfo->pr_lwpid == tid);"#) == "1")
            #expect(try printed(#"printf("%c%d", curlwpsinfo->pr_sname, curlwpsinfo->pr_state == SONPROC);"#) == "O1")
            #expect(try printed(#"printf("%d", curlwpsinfo->pr_onpro == cpu);"#) == "1")
        }

        @Test func `curcpu tells of the processor`() throws {
            #expect(try printed(#"printf("%d", curcpu->cpu_id == cpu);"#) == "1")
            #expect(try printed(#"printf("%d", curcpu->cpu_chip == chip && curcpu->cpu_lgrp == lgrp);"#) == "1")
        }

        @Test func `fds[] tells of open files`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "opened").path
            let command =
                "exec '\(Live.program)' -qn 'BEGIN { printf(\"%s %d\", fds[7].fi_name, "
                + "fds[7].fi_oflags & O_ACCMODE); exit(0); }' 7>'\(file)'"
            #expect(try runCommand("/bin/sh", ["-c", command]).output == "opened 1\n")
            let path = command.replacing("fds[7].fi_name", with: "fds[7].fi_pathname")
            #expect(try runCommand("/bin/sh", ["-c", path]).output == "\(file) 1\n")
            #expect(try printed(#"printf("%s", cwd);"#) == FileManager.default.currentDirectoryPath)
            #expect(try printed(#"printf("%s", fds[1000].fi_name);"#) == "<none>")
            #expect(try printed(#"printf("%s", fds[-1].fi_name);"#) == "<none>")
        }

        @Test func `packet headers are translated`() throws {
            let header = "this->h = (struct iphdr *)alloca(20);"
            let fill = "this->h->daddr = 0x0100007f; this->h->protocol = 6; this->h->ttl = 9;"
            let shown = #"printf("%s %s %d", x->ipv4_daddr, x->ipv4_protostr, x->ipv4_ttl);"#
            let translated = shown.replacing("x->", with: "xlate <ipv4info_t *> (this->h)->")
            #expect(try printed(header + fill + translated) == "127.0.0.1 TCP 9")
            #expect(try printed(#"printf("%s", tcp_state_string[TCP_STATE_LISTEN]);"#) == "state-listen")
        }

        @Test func `folders of libraries are read before the program`() throws {
            let folder = try TemporaryFolder()
            func write(_ name: String, _ text: String) throws {
                try text.write(to: folder.url.appending(path: name), atomically: true, encoding: .utf8)
            }
            try write("a.d", "#pragma D depends_on library b.d\ninline base_t ANSWER = BASE + 2;\n")
            try write("b.d", "typedef int base_t;\ninline int BASE = 40;\n")
            try write("c.d", "#pragma D depends_on module no_such_module\nnonsense_t x;\n")
            let program = "BEGIN { trace(ANSWER); exit(0); }"
            let result = try Live.run("-L", folder.url.path, "-qn", program)
            #expect(result.output == "42\n", "\(result.errors)")
            #expect(try Live.run("-xnolibs", "-L", folder.url.path, "-qn", program).status == 1)
            try write("d.d", "\n\ninline int WRONG = nothing_t;\ntypedef nothing_t x_t;\n")
            let failed = try Live.run("-L", folder.url.path, "-qn", program)
            #expect(failed.status == 1)
            #expect(failed.errors.contains("d.d\", line 4: failed to resolve type nothing_t: Unknown type name"))
        }
    }
}
