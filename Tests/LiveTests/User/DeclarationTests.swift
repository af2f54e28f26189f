import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What `-h` and `-G` write for a program in C that declares its probes in D.
    struct DeclarationTests {
        private static let script = "provider shop { probe sold(int, const char *); probe price__changed(long); };\n"

        /// Five sales; a new price only while somebody watches it.
        private static let main = """
            #include "shop.h"
            int main(void) {
                char name[] = "tea";
                for (int i = 0; i < 5; i++) SHOP_SOLD(i, name);
                if (SHOP_PRICE_CHANGED_ENABLED()) SHOP_PRICE_CHANGED(42L);
                return 0;
            }
            """
        /// The same by <sys/sdt.h> alone, with semaphores that another file has to bring.
        private static let external = """
            #define _SDT_HAS_SEMAPHORES 1
            #include <sys/sdt.h>
            extern unsigned short shop_sold_semaphore, shop_price__changed_semaphore;
            int main(void) {
                char name[] = "tea";
                for (int i = 0; i < 5; i++) DTRACE_PROBE2(shop, sold, i, name);
                if (*(volatile unsigned short *)&shop_price__changed_semaphore) DTRACE_PROBE1(shop, price__changed, 42L);
                return 0;
            }
            """

        @Test(arguments: [("main.c", main), ("main.cc", main), ("main.c", external)])
        func `a program compiled with them has the declared probes`(name: String, source: String) throws {
            let folder = try TemporaryFolder()
            let (script, header, object) = (folder.path("shop.d"), folder.path("shop.h"), folder.path("shop.o"))
            try Self.script.write(toFile: script, atomically: true, encoding: .utf8)
            #expect(try Live.run("-h", "-s", script, "-o", header).status == 0)
            #expect(try Live.run("-G", "-s", script, "-o", object).status == 0)
            let program = try CompiledProgram([name: source], ["-I", folder.url.path, object])
            #expect(try runCommand(program.path, []).status == 0)
            let traced = try Live.run(
                "-qn", "shop$target:::sold { @[copyinstr(arg1)] = sum(arg0); }",
                "-n", "shop$target:::price-changed { trace(arg0); } END { printa(\" %s %@d\", @); }", "-c", program.path
            )
            #expect(traced.output == "42 tea 10\n", "\(traced.errors)")
        }

        @Test(
            arguments: [
                (
                    "provider p1 { probe a(); };",
                    "[D_PROV_BADNAME] line 1: provider name may not end with a digit: p1"
                ),
                ("provider p { probe a();\n probe a(); };", "[D_PROV_PRDUP] line 2: probe redeclared: p:::a"),
                ("provider syscall { probe a(); };", "[D_PROV_INCOMPAT] line 1: provider interface mismatch: syscall"),
                ("#pragma D option nosuch\nprovider p { probe a(); };", "[D_PRAGMA_OPTSET] line 1: failed to set"),
                ("provider p { probe a(); }", "[D_SYNTAX] line 1: syntax error near end of input"),
            ])
        func `declarations are checked`(script: String, sentence: String) throws {
            let folder = try TemporaryFolder()
            let (path, header) = (folder.path("p.d"), folder.path("p.h"))
            try script.write(toFile: path, atomically: true, encoding: .utf8)
            let result = try Live.run("-xerrtags", "-h", "-s", path, "-o", header)
            #expect(
                result.errors.hasPrefix("dtrace: failed to compile script \(path): \(sentence)"), "\(result.errors)")
            #expect(result.status == 1)
            #expect(!FileManager.default.fileExists(atPath: header))
        }

        @Test func `the probes of clauses beside declarations need not be there, nor any rights`() throws {
            let folder = try TemporaryFolder()
            let path = folder.path("p.d")
            try "provider p { probe a(); }; absent:::b { trace(1); }".write(
                toFile: path, atomically: true, encoding: .utf8)
            _ = try runCommand("chmod", ["-R", "a+rwX", folder.url.path])
            let result = try runCommand(
                "setpriv", ["--reuid", "65534", Live.program, "-h", "-s", path, "-o", folder.path("p.h")])
            #expect(result.status == 0, "\(result.errors)")
            #expect(try String(contentsOfFile: folder.path("p.h"), encoding: .utf8).contains("#define P_A() "))
        }

        @Test func `what is written is named after the script, after -o, or d.out`() throws {
            let folder = try TemporaryFolder()
            for name in ["a.d", "b.d", "c.txt"] {
                try "provider \(name.prefix(1)) { probe x(); };".write(
                    toFile: folder.path(name), atomically: true, encoding: .utf8)
            }
            func made(_ arguments: String) throws -> Set<String> {
                let before = Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
                let result = try runCommand(
                    Live.program, arguments.split(separator: " ").map(String.init), directory: folder.url)
                #expect(result.status == 0, "\(result.errors)")
                let after = Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
                for name in after.subtracting(before) where name.hasSuffix(".o") {
                    try FileManager.default.removeItem(atPath: folder.path(name))
                }
                return after.subtracting(before)
            }
            #expect(try made("-G -s a.d") == ["a.o"])
            #expect(try made("-G -s a.d -o x.o") == ["x.o"])
            #expect(try made("-G -s a.d -s b.d -o x.o") == ["a.o", "b.o"])
            #expect(try made("-G -s a.d -s c.txt") == ["a.o", "d.out.1"])
            #expect(try made("-G -s c.txt") == ["d.out"])
            #expect(try made("-h -s \(folder.path("a.d"))") == ["a.h"])
            #expect(try made("-h -s a.d -s b.d -o ab.h") == ["ab.h"])
            let header = try String(contentsOfFile: folder.path("ab.h"), encoding: .utf8)
            #expect(header.contains("#define A_X() ") && header.contains("#define B_X() "))
        }

        @Test func `objects for another DTrace to change are refused`() throws {
            let folder = try TemporaryFolder()
            try Self.script.write(toFile: folder.path("shop.d"), atomically: true, encoding: .utf8)
            let other = try CompiledProgram(
                ["a.c": "void __dtrace_shop___sold(int); void f(void) { __dtrace_shop___sold(1); }"], ["-c"])
            let result = try Live.run("-G", "-s", folder.path("shop.d"), "-o", folder.path("shop.o"), other.path)
            #expect(
                result.errors
                    == """
                    dtrace: failed to link script: \(other.path) calls __dtrace_shop___sold: compile it with the header \
                    that -h makes of the script

                    """)
            #expect(result.status == 1)
            let missing = try Live.run("-G", "-s", folder.path("shop.d"), folder.path("none.o"))
            #expect(missing.errors.hasPrefix("dtrace: failed to link script: cannot open "), "\(missing.errors)")
        }
    }
}

extension TemporaryFolder {
    fileprivate func path(_ name: String) -> String { url.appending(path: name).path }
}
