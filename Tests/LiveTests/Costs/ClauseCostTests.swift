import TestSupport
import Testing

extension LiveTests {
    /// What clauses cost, in instructions: no timing, so that the numbers are the same everywhere.
    struct ClauseCostTests {
        /// Scripts with the most slots that the code of their clauses may take, in all. Lower them when the compiler gets
        /// better; a number that has to grow is a loss of speed to be explained.
        static let limits: [(script: String, slots: Int)] = [
            ("syscall::getpid:entry { x = 1; }", 6),
            ("syscall::getpid:entry /pid == 1/ { @ = count(); }", 17),
            ("syscall::getpid:entry { @ = count(); }", 13),
            ("syscall::getpid:entry { @[pid] = count(); }", 44),
            ("syscall::getpid:entry { @[execname] = count(); }", 45),
            ("syscall::getpid:entry { @[pid, execname] = count(); }", 48),
            ("syscall::getpid:entry { x++; }", 10),
            ("syscall::getpid:entry { @ = sum(arg0); }", 15),
            ("syscall::getpid:entry { @ = quantize(arg0); }", 74),
            ("syscall::getpid:entry { @ = lquantize(arg0, 0, 100, 10); }", 28),
            (
                """
                syscall::getpid:entry { self->ts = timestamp; }
                syscall::getpid:return /self->ts/ { @ = quantize(timestamp - self->ts); self->ts = 0; }
                """, 150
            ),
            (
                """
                syscall::getpid:entry { ts[tid] = timestamp; }
                syscall::getpid:return /ts[tid]/ { @ = quantize(timestamp - ts[tid]); ts[tid] = 0; }
                """, 150
            ),
            (#"syscall::getpid:entry { printf("%d %d\n", pid, arg0); }"#, 54),
            (#"syscall::getpid:entry { printf("%s\n", execname); }"#, 54),
            ("syscall::getpid:entry { @[stack()] = count(); }", 50),
            ("syscall::getpid:entry { @[ustack()] = count(); }", 86),
        ]

        @Test(arguments: limits)
        func `no scenario takes more instructions than it did`(script: String, limit: Int) throws {
            let result = try Live.run("--emit", "asm", "-n", script)
            #expect(result.status == 0, "\(result.errors)")
            #expect(Self.slots(in: result.output) <= limit, "\(result.output)")
        }

        /// The slots of all listings: each line begins with its slot, each clause at 0.
        private static func slots(in listing: String) -> Int {
            var total = 0
            var last = -1
            for line in listing.split(separator: "\n") {
                guard let slot = line.split(separator: ":").first.flatMap({ Int($0) }) else { continue }
                if slot == 0 { total += last + 1 }
                last = slot
            }
            return total + last + 1
        }
    }
}
