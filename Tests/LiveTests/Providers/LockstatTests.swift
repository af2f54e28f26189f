import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The lockstat provider, against threads that wait for each other.
    struct LockstatTests {
        @Test func `waits are seen when they end, with their lock and time`() throws {
            let folder = try TemporaryFolder()
            let script = """
                rawtp:lock::contention_begin /pid == $target/
                {
                    @begun[args[1] == 1 ? "spin-spin" : args[1] == 32 ? "adaptive-block" : args[1] == 33 ?
                        "adaptive-spin" : args[1] == 2 || args[1] == 4 ? "rw-block" : "rw-spin"] = count();
                }
                lockstat:::adaptive-*, lockstat:::rw-*, lockstat:::spin-* /pid == $target && arg1 != 0/
                {
                    @ended[probename] = count();
                    @sensible[probename] = sum(arg0 != 0 && arg1 < 10000000000 && args[0] == arg0);
                }
                END
                {
                    printa("begun %s %@d\\n", @begun); printa("ended %s %@d\\n", @ended);
                    printa("sensible %s %@d\\n", @sensible);
                }
                """
            let lines = try ProviderRun(script, over: "lock-workload \(folder.url.path) 10000").lines
            func count(_ name: String) -> Int? {
                lines.first { $0.hasPrefix(name + " ") }.flatMap { Int($0.dropFirst(name.count + 1)) }
            }
            let waits = ["adaptive-block", "adaptive-spin", "rw-block", "rw-spin", "spin-spin"].filter {
                count("begun \($0)") != nil
            }
            #expect(!waits.isEmpty, "nothing was waited for: \(lines)")
            for probe in waits {
                let begun = try #require(count("begun \(probe)"))
                let ended = try #require(count("ended \(probe)"), "\(probe): \(lines)")
                // A wait of the map's own locks may hide the beginning or the end of another.
                #expect(abs(ended - begun) <= begun / 10 + 10, "\(probe): \(lines)")
                #expect(count("sensible \(probe)") == ended, "\(probe): \(lines)")
            }
        }

        @Test func `every probe that needs no functions is there`() throws {
            let list = try Live.run("-l", "-P", "lockstat").output
            for name in ["adaptive-block", "adaptive-spin", "rw-block", "rw-spin", "spin-spin"] {
                #expect(list.contains(" \(name)\n"), "\(list)")
            }
        }
    }
}
