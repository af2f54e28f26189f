import TestSupport
import Testing

extension LiveTests {
    /// What `-v` says about programs.
    struct StabilityTests {
        private func report(_ program: String) throws -> String {
            let result = try Live.run("-qven", program)
            #expect(result.status == 0, "\(result.errors)")
            return result.output
        }

        @Test func `a program is as stable as what it uses`() throws {
            #expect(
                try report("BEGIN { trace(1); }") == """

                    Stability attributes for description BEGIN :

                    \tMinimum Probe Description Attributes
                    \t\tIdentifier Names: Stable
                    \t\tData Semantics:   Stable
                    \t\tDependency Class: Common

                    \tMinimum Statement Attributes
                    \t\tIdentifier Names: Stable
                    \t\tData Semantics:   Stable
                    \t\tDependency Class: Common


                    """)
        }

        @Test func `the report comes before the program runs`() throws {
            let result = try Live.run("-qvn", "BEGIN { printf(\"ran\"); exit(0); }")
            #expect(result.output.hasPrefix("\nStability attributes for description BEGIN :\n"))
            #expect(result.output.hasSuffix("Dependency Class: Common\n\nran\n"))
        }

        @Test func `the kernel's own structs are private`() throws {
            let text = try report("BEGIN /curthread->pid/ { }")
            #expect(text.hasSuffix("Names: Stable\n\t\tData Semantics:   Private\n\t\tDependency Class: Common\n\n"))
        }
    }
}
