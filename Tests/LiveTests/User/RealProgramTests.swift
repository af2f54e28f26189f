import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Programs of the distribution that have statically defined probes, and what their clients did with them.
    struct RealProgramTests {
        @Test func `a PostgreSQL server: transactions and the texts of queries`() throws {
            let server = try PostgreSQLServer()
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qn", "postgresql*:postgres::query-start { printf(\"query %s\\n\", copyinstr(arg0)); }", "-n",
                "postgresql*:postgres::transaction-commit { @commits = count(); }", "-n",
                "postgresql*:postgres::transaction-abort { @aborts = count(); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-n",
                "END { printa(\"commits %@d\\n\", @commits); printa(\"aborts %@d\\n\", @aborts); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            let queries = [
                "SELECT 41 + 1", "SELECT 'two'", "CREATE TABLE shop (id int)", "INSERT INTO shop VALUES (7)",
            ]
            for query in queries { #expect(try server.run(query).status == 0) }
            #expect(try server.run("SELECT nothing FROM nowhere").status != 0)
            // Connecting takes a transaction of its own, which autovacuum and its like may have as well.
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            let seen = result.output.split(separator: "\n").filter { $0.hasPrefix("query ") }.map { $0.dropFirst(6) }
            #expect(seen.map(String.init) == queries + ["SELECT nothing FROM nowhere"], "\(result.errors)")
            let commits = try #require(result.output.firstMatch(of: #/commits (\d+)/#)).1
            let aborts = try #require(result.output.firstMatch(of: #/aborts (\d+)/#)).1
            #expect(try #require(Int(commits)) >= queries.count && Int(aborts) == 1)
        }

        @Test func `Python: imports and returns of a function`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "script.py")
            try "import wave\ndef work(n):\n    return n\nfor i in range(17):\n    work(i)\n".write(
                to: script, atomically: true, encoding: .utf8)
            let result = try Live.run(
                "-qn", "python$target:::import-find-load-start /copyinstr(arg0) == \"wave\"/ { @imports = count(); }",
                "-n",
                "python$target:::function-return /copyinstr(arg1) == \"work\"/ { @returns = count(); }", "-n",
                "END { printa(\"imports %@d\\n\", @imports); printa(\"returns %@d\\n\", @returns); }", "-c",
                "/usr/bin/python3.11 \(script.path)")
            #expect(result.output.contains("imports 1\n"), "\(result.output)\(result.errors)")
            #expect(result.output.contains("returns 17\n"))
        }

        @Test func `the C++ library: exceptions thrown and caught`() throws {
            let program = try CompiledProgram([
                "main.cc": """
                #include <stdexcept>
                namespace shop { __attribute__((noinline)) int fail(int n) { throw std::runtime_error("no"); } }
                int main() {
                    int caught = 0;
                    for (int i = 0; i < 23; i++) try { shop::fail(i); } catch (std::exception &) { caught++; }
                    return caught != 23;
                }
                """
            ])
            let result = try Live.run(
                "-qn", "libstdcxx$target:::throw,libstdcxx$target:::catch { @[probename] = count(); }", "-n",
                "pid$target:a.out:shop.fail:entry { @fails = count(); }", "-n",
                "END { printa(\"%s %@d\\n\", @); printa(\"fails %@d\\n\", @fails); }", "-c", program.path)
            for line in ["throw 23\n", "catch 23\n", "fails 23\n"] {
                #expect(result.output.contains(line), "\(result.output)\(result.errors)")
            }
        }

        @Test func `a Java machine: calls, threads, collections and classes`() throws {
            let found = try runCommand("sh", ["-c", "dirname $(dirname $(readlink -f $(command -v java)))"])
            let library = found.output.trimmingCharacters(in: .whitespacesAndNewlines) + "/lib/server/libjvm.so"
            try #require(
                FileManager.default.fileExists(atPath: library), "there is no java here, which `make deps` installs")
            let folder = try TemporaryFolder()
            let classes = folder.url.path
            try """
            public class Shop {
                static int work(int n) { return n + 1; }
                public static void main(String[] arguments) throws Exception {
                    int sum = 0;
                    for (int i = 0; i < 13; i++) sum = work(sum);
                    Thread till = new Thread(() -> { }, "till");
                    till.start();
                    till.join();
                    System.gc();
                }
            }
            """.write(toFile: classes + "/Shop.java", atomically: true, encoding: .utf8)
            let compiled = try runCommand("javac", ["-d", classes, classes + "/Shop.java"])
            try #require(compiled.status == 0, "\(compiled.errors)")
            // Names are not ended by a zero byte: their length is the argument that follows.
            let script = """
                usdt:\(library):hotspot:vm__init__begin, usdt:\(library):hotspot:vm__init__end
                /pid == $target/ { @[probename, ""] = count(); }
                usdt:\(library):hotspot:method__entry, usdt:\(library):hotspot:method__return
                /pid == $target && substr(copyinstr(arg1), 0, arg2) == "Shop" && arg4 == 4/
                { @[probename, strjoin(substr(copyinstr(arg3), 0, arg4), substr(copyinstr(arg5), 0, arg6))] = count(); }
                usdt:\(library):hotspot:thread__start /pid == $target && substr(copyinstr(arg0), 0, arg1) == "till"/
                { @[probename, arg4 ? "daemon" : "till"] = count(); }
                usdt:\(library):hotspot:gc__begin /pid == $target/ { @[probename, arg0 ? "full" : "part"] = count(); }
                usdt:\(library):hotspot:class__loaded /pid == $target && substr(copyinstr(arg0), 0, arg1) == "Shop"/
                { @[probename, args[3] ? "shared" : "own"] = count(); }
                END { printa("%s %s %@d\\n", @); }
                """
            let result = try Live.run(
                "-qn", script, "-c", "java -XX:+ExtendedDTraceProbes -XX:+UseSerialGC -cp \(classes) Shop")
            #expect(
                result.output.split(separator: "\n").sorted() == [
                    "class__loaded own 1", "gc__begin full 1", "method__entry main([Ljava/lang/String;)V 1",
                    "method__entry work(I)I 13", "method__return main([Ljava/lang/String;)V 1",
                    "method__return work(I)I 13", "thread__start till 1", "vm__init__begin  1", "vm__init__end  1",
                ], "\(result.errors)")
        }

        @Test func `a Swift program: its functions by name, and its stacks`() throws {
            let result = try Live.run(
                "-qn", "swift$target:a.out:swift_workload.Cart.*:entry { @[probefunc] = count(); }", "-n",
                "swift$target:a.out:*hidden*:entry { @stacks[ustack(1)] = count(); }", "-n",
                "swift$target:a.out:*.serve*:entry { @[probefunc] = count(); }", "-n",
                "END { printa(\"%s %@d\\n\", @); }", "-c", Live.workload("swift-workload") + " 6")
            for line in [
                "swift_workload.Cart.add(_:price:) 12\n", "swift_workload.Cart.empty() 6\n",
                "swift_workload.Cart.total.getter 6\n", "swift_workload.Shop.serve(customer:) 6\n",
                "swift-workload`swift_workload.hidden(_:)",
            ] { #expect(result.output.contains(line), "\(result.output)\(result.errors)") }
        }
    }
}
