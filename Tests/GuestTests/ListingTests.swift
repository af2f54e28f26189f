import TestSupport
import Testing

extension GuestTests {
    /// Listings on a kernel with more than 35,000 functions that can be probed.
    struct ListingTests {
        static let steps = [
            GuestStep(
                "list", "{ time dtrace-prov -l >list; } 2>&1; wc -l <list; head -n 1 list; sort list | uniq -d | wc -l"),
            GuestStep(
                "list-parts",
                """
                for provider in dtrace tracepoint fbt; do grep -c "^ *[0-9]* *$provider " list; done
                grep -v __ftrace_invalid_address /sys/kernel/tracing/available_filter_functions | sort -u | wc -l
                """),
            GuestStep(
                "list-one", "dtrace-prov -ln kprobe:vmlinux:vfs_read:entry; grep -E ' vfs_read (entry|return)$' list"),
        ]

        @Test func `every function and trace event is listed once`() throws {
            let list = try AcceptanceRun.result(of: "list")
            let lines = try #require(list.lonelyNumbers.first)
            #expect(lines > 60_000, "\(list.output)")
            #expect(list.output.contains("   ID   PROVIDER            MODULE                          FUNCTION NAME\n"))
            #expect(list.lonelyNumbers.last == 0)
            let parts = try AcceptanceRun.result(of: "list-parts").lonelyNumbers
            try #require(parts.count == 4)
            #expect(parts[0] == 3)
            #expect(parts[1] > 1_000)
            // Entry and return of each function that ftrace lists, but for the few that kprobes may not be placed on.
            #expect(parts[2] > 2 * (parts[3] - 500))
            #expect(parts[2] <= 2 * parts[3])
            // The time is worth knowing, and too uncertain in an emulated machine to judge closely.
            let seconds = try #require(list.output.firstMatch(of: #/real\s+(\d+)m\s*([\d.]+)s/#))
            print("listing \(lines) probes in the emulated machine took \(seconds.1)m \(seconds.2)s")
            #expect(seconds.1 == "0")
        }

        @Test func `a full name gives its line`() throws {
            let lines = try AcceptanceRun.result(of: "list-one").output.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(lines[1].contains(#/^ +\d+ +kprobe +vmlinux +vfs_read entry$/#))
            #expect(lines[2].hasSuffix(" vfs_read entry"))
            #expect(lines[3].hasSuffix(" vfs_read return"))
        }
    }
}
