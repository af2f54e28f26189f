import TestSupport
import Testing

extension LiveTests {
    /// What lasts for one firing: its time, and `this` variables; in a clause by itself, and in several of one probe.
    struct FiringStateTests {
        @Test(arguments: [
            ("BEGIN { a = timestamp; chill(1000000); printf(\"%d\", timestamp - a); exit(0); }", "0"),
            ("BEGIN { if (pid) { a = timestamp; chill(1000000); } printf(\"%d\", timestamp - a); exit(0); }", "0"),
            (
                """
                BEGIN { if (!pid) { a = timestamp; } b = timestamp; chill(1000000);
                printf("%d %d", a, timestamp - b); exit(0); }
                """, "0 0"
            ),
            ("BEGIN { a = pid ? 7 : timestamp; printf(\"%d %d\", a, timestamp > 7); exit(0); }", "7 1"),
            ("BEGIN { a = timestamp; chill(1000000); } BEGIN { printf(\"%d\", timestamp - a); exit(0); }", "0"),
            ("BEGIN { a = walltimestamp; chill(1000000); printf(\"%d\", walltimestamp - a); exit(0); }", "0"),
            ("BEGIN { a = timestamp; } END { printf(\"%d\", timestamp > a); } tick-5ms { exit(0); }", "1"),
        ])
        func `one time for a whole firing`(script: String, output: String) throws {
            let result = try Live.run("-wqn", script)
            #expect(result.output == output + "\n", "\(result.errors)")
        }

        @Test(arguments: [
            ("BEGIN { this->x = 5; this->y = this->x + 1; printf(\"%d %d\", this->x, this->y); exit(0); }", "5 6"),
            (
                "BEGIN { this->x = 5; } BEGIN { printf(\"%d\", this->x); this->x++; } BEGIN { trace(this->x); exit(0); }",
                "56"
            ),
            (
                "this int n; int i; tick-1ms { trace(this->n); this->n++; trace(this->n); i++; } tick-20ms /i > 1/ { exit(0); }",
                "0101"
            ),
            (
                """
                BEGIN { this->a = 'a'; this->b = -2; this->c = (short)-3; this->d = 1LL << 40; this->e = (void *)16;
                this->f = (unsigned char)255; this->g = 7; this->h = (char)-8;
                printf("%d %d %d %d %x ", this->a, this->b, this->c, this->d, (long)this->e);
                printf("%d %d %d", this->f, this->g, this->h); exit(0); }
                """, "97 -2 -3 1099511627776 10 255 7 -8"
            ),
            (
                """
                BEGIN { this->s = "text"; this->n = strlen(this->s); this->p = (int *)alloca(4); *this->p = this->n;
                this->r = 3; printf("%s %d %d", this->s, *this->p, this->r); exit(0); }
                """, "text 4 3"
            ),
            ("BEGIN { this->x = 4; this->x <<= this->x; this->x -= 1; --this->x; trace(this->x); exit(0); }", "62"),
            ("BEGIN /(this->x = 3) == 3/ { trace(this->x); exit(0); }", "3"),
        ])
        func `variables of a firing`(script: String, output: String) throws {
            let result = try Live.run("-qn", script)
            #expect(result.output.hasPrefix(output), "\(result.output)\(result.errors)")
        }
    }
}
