import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Names of addresses in programs that are gone when they are shown.
    struct EarlierProgramTests {
        private let calls = Live.workload("call-workload")

        private func script(_ lines: String, in folder: TemporaryFolder) throws -> String {
            let file = folder.url.appending(path: "script")
            try "#!/bin/sh\n\(lines)\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            return file.path
        }

        @Test func `a program that a command becomes`() throws {
            let folder = try TemporaryFolder()
            let command = try script("exec \(calls) 0 2 1", in: folder)
            let result = try Live.run(
                "-q", "-xstackindent=0", "-n",
                "uprobe:\(calls):workload_descend:entry /arg0 == 0/ { ustack(3); usym(uregs[R_PC]); }", "-c", command)
            #expect(result.status == 0, "\(result.errors)")
            let shown = result.output.split(separator: "\n")
            #expect(shown.filter { $0.hasPrefix("call-workload`workload_descend+0x") }.count == 2, "\(shown)")
            #expect(shown.contains { $0.hasPrefix("  call-workload`workload_descend ") }, "\(shown)")
        }

        @Test(arguments: ["CALLS 0; :", "( CALLS 0; : )", "sh -c 'exec CALLS 0'"])
        func `programs that a command starts and that end first`(lines: String) throws {
            let folder = try TemporaryFolder()
            let command = try script(lines.replacing("CALLS", with: calls) + "; sleep 0.2", in: folder)
            let result = try Live.run(
                "-q", "-xswitchrate=100ms", "-n",
                "syscall::write:entry /execname == \"call-workload\"/ { umod(uregs[R_PC]); }", "-c",
                command)
            #expect(result.status == 0, "\(result.errors)")
            let places = result.output.split(separator: "\n").flatMap { $0.split(separator: " ") }
            #expect(places.filter { $0 == "libc.so.6" }.count >= 2, "\(result.output)")
            #expect(!places.contains { $0.hasPrefix("0x") }, "\(result.output)")
        }

        @Test func `what a program was before it became another one`() throws {
            let folder = try TemporaryFolder()
            let command = try script("exec \(calls) 0 2 1", in: folder)
            let result = try Live.run(
                "-q", "-n", "syscall::execve:entry /pid == $target/ { umod(uregs[R_PC]); }", "-c", command)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("libc.so.6"), "\(result.output)")
        }
    }
}
