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
