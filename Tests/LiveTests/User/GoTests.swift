import TestSupport
import Testing

extension LiveTests {
    /// A program in Go: its functions by their names, arguments by Go's own calling convention, stacks that move.
    struct GoTests {
        private static let source = """
            package main

            import (
            \t"os"
            \t"strconv"
            )

            type cart struct{ items []int }

            //go:noinline
            func (c *cart) add(item int, name string, price float64) int {
            \tc.items = append(c.items, item)
            \treturn len(c.items) + len(name) + int(price)
            }

            //go:noinline
            func eleven(a, b, c, d, e, f, g, h, i, j, k int) int { return a + b + c + d + e + f + g + h + i + j + k }

            // Needs more than the stack that a goroutine begins with.
            //
            //go:noinline
            func deep(n int) int {
            \tvar space [256]int
            \tif n == 0 {
            \t\treturn 0
            \t}
            \tspace[n%256] = n
            \treturn deep(n-1) + space[n%256]
            }

            func main() {
            \tn, _ := strconv.Atoi(os.Args[1])
            \tsum := 0
            \tdone := make(chan int)
            \tfor i := 0; i < n; i++ {
            \t\tc := &cart{}
            \t\tsum += c.add(i+100, "item", 2.5) + eleven(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
            \t\tgo func() { done <- deep(200) }()
            \t\tsum += <-done
            \t}
            \tif sum != n*20173 {
            \t\tos.Exit(1)
            \t}
            }

            """

        @Test func `functions are traced by Go's own rules, and the program works as ever`() throws {
            let program = try CompiledProgram(["main.go": Self.source])
            try checkArguments(of: program)
            try checkEveryFunction(of: program)
        }

        private func checkArguments(of program: CompiledProgram) throws {
            let result = try Live.run(
                "-qn",
                "pid$target:a.out:main.*.add:entry { printf(\"add %d %s %d\\n\", arg1, stringof(copyin(arg2, arg3)), arg3); }",
                "-n",
                """
                pid$target:a.out:main.eleven:entry
                { @[arg0, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9] = count(); }
                """,
                "-n", "pid$target:a.out:main.deep:entry { @deep = count(); }",
                "-n", "proc:::exit /pid == $target/ { printf(\"ends %d\\n\", args[0] == CLD_EXITED); }", "-n",
                """
                END
                {
                    printa("eleven %d %d %d %d %d %d %d %d %d %d %@d\\n", @);
                    printa("deep %@d\\n", @deep);
                }
                """, "-c", "\(program.path) 2")
            let lines = result.output.split(separator: "\n").map(String.init)
            #expect(lines.filter { $0.hasPrefix("add ") } == ["add 100 item 4", "add 101 item 4"], "\(result.errors)")
            #expect(lines.contains("eleven 1 2 3 4 5 6 7 8 9 10 2"), "\(lines)")
            #expect(lines.contains("ends 1"))
            // A function that finds its stack too small begins again on a larger one, and so is seen again.
            let calls = lines.first { $0.hasPrefix("deep ") }.flatMap { Int($0.dropFirst(5)) }
            #expect((402..<440).contains(try #require(calls)), "\(lines)")
        }

        /// Every function has an entry, and none a return.
        private func checkEveryFunction(of program: CompiledProgram) throws {
            let every = try Live.run(
                "-qn", "pid$target:a.out::entry { @ = count(); }", "-n", "END { printa(\"%@d\\n\", @); }", "-c",
                "\(program.path) 1")
            #expect(every.status == 0 && every.errors.isEmpty, "\(every.errors)")
            #expect(try #require(every.output.split(separator: "\n").last.flatMap { Int($0) }) > 1_000)
            let refused = try Live.run("-n", "pid$target:a.out:main.deep:return", "-c", "\(program.path) 1")
            #expect(refused.status == 1)
            #expect(refused.errors.contains("Go programs cannot have return probes"))
            // In a pattern the returns are left out.
            let list = try Live.run("-ln", "pid$target:a.out:main.deep:*t*r*", "-c", "\(program.path) 1")
            #expect(list.output.split(separator: "\n").dropFirst().map { $0.hasSuffix("main.deep entry") } == [true])
        }
    }
}
