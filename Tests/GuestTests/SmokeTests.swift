import Foundation
import TestSupport
import Testing

/// Everything that boots a machine: one at a time, because each takes two processors and 2 GB.
@Suite(.serialized) enum GuestTests {}

extension GuestTests {
    /// What everything else in this folder relies on.
    struct SmokeTests {
        @Test func `boots Debian's kernel and reports what a script wrote`() throws {
            let guest = try Guest.withPrograms(["syscall-workload"], preemption: .full)
            let results = try guest.run([
                GuestStep("kernel", "uname -rm; echo oops >&2; exit 7"),
                GuestStep("kprobes", "test -w /sys/kernel/tracing/kprobe_events && echo yes"),
                GuestStep("uprobes", "test -w /sys/kernel/tracing/uprobe_events && echo yes"),
                GuestStep("types", "test -s /sys/kernel/btf/vmlinux && echo yes"),
                GuestStep("workload", "syscall-workload 3 2 1 4"),
                GuestStep("program", "dtrace-prov -V"),
            ])
            let kernel = try #require(results["kernel"])
            #expect(kernel.output.hasPrefix("6.1."))
            #expect(kernel.output.hasSuffix("x86_64\n"))
            #expect(kernel.errors == "oops\n")
            #expect(kernel.status == 7)
            for feature in ["kprobes", "uprobes", "types"] { #expect(results[feature]?.output == "yes\n") }
            #expect(results["workload"]?.status == 0)
            #expect(results["program"]?.status == 0)
            #expect(results["program"]?.output.hasPrefix("dtrace: ") == true)
        }

        @Test func `an archive has four-byte aligned entries and a trailer`() {
            var archive = CpioArchive()
            archive.addFile("a/b", Data("hello".utf8), mode: 0o644)
            let bytes = archive.finished()
            #expect(bytes.count % 4 == 0)
            #expect(bytes.starts(with: Data("070701".utf8)))
            // One header of 110 bytes and a padded name each; the folder comes before its file.
            #expect(bytes.range(of: Data("a\0".utf8))?.lowerBound == 110)
            #expect(bytes.range(of: Data("a/b\0".utf8))?.lowerBound == 112 + 110)
            #expect(bytes.range(of: Data("TRAILER!!!\0".utf8)) != nil)
        }

        @Test func `a step that did not end is not reported`() {
            let console =
                "noise\r\n@@step one 0\r\n@@output\r\naGk=\r\n@@errors\r\n@@end\r\n@@step two 0\r\n@@output\r\naGk="
            let results = GuestConsole.results(in: console)
            #expect(results["one"]?.output == "hi")
            #expect(results["two"] == nil)
        }
    }
}
