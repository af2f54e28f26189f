import TestSupport
import Testing

extension GuestTests {
    /// Both composers, on a kernel without raw tracepoint cookies and multi attachment.
    struct ComposerTests {
        static let steps = [
            GuestStep(
                "corpus",
                """
                for file in /corpus/*.d; do
                    name=$(basename $file .d)
                    for composer in linked tailcall; do
                        dtrace-prov -q -xcomposer=$composer -o $name.$composer -s $file -c 'syscall-workload 3 2 1 0' \\
                            >/dev/null 2>$name.$composer.errors
                        echo "$composer $name status $?"
                        cat $name.$composer.errors
                    done
                    if cmp -s $name.linked $name.tailcall; then echo "same $name $(wc -c <$name.linked)"
                    else echo "different $name"; cat $name.linked $name.tailcall; fi
                done
                """),
            GuestStep(
                "many-clauses",
                """
                for i in $(seq 200); do
                    echo "kprobe:vmlinux:vfs_read:entry /arg2 == 1 && execname == \\"syscall-workloa\\"/ { printf(\\"$i \\"); }"
                done >many.d
                for composer in linked tailcall; do
                    dtrace-prov -q -xcomposer=$composer -o many.$composer -s many.d -c 'syscall-workload 1 0 0 0' >/dev/null
                    cat many.$composer
                    echo
                done
                """),
            GuestStep(
                "many-probes",
                "dtrace-prov --explain -n 'tracepoint:s*::,tracepoint:x*::,tracepoint:t*:: { @ = count(); }'"),
        ]

        @Test func `every script loads and prints the same`() throws {
            let result = try AcceptanceRun.result(of: "corpus")
            for (name, _) in ComposerCorpus.scripts {
                for composer in ["linked", "tailcall"] {
                    #expect(result.counts["\(composer) \(name) status"] == 0, "\(name): \(result.output)")
                }
                #expect(result.counts["same \(name)", default: 0] > 3, "\(name): \(result.output)")
            }
        }

        @Test func `200 clauses of one probe run in order`() throws {
            let result = try AcceptanceRun.result(of: "many-clauses")
            let words = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(words == Array(1...200) + Array(1...200), "\(result.output) \(result.errors)")
        }

        @Test func `hundreds of trace events share a few programs`() throws {
            let plan = try AcceptanceRun.result(of: "many-probes").output
            let probes = try #require(plan.firstMatch(of: #/probes: (\d+)/#).flatMap { Int($0.1) })
            let programs = try #require(plan.firstMatch(of: #/programs: (\d+)/#).flatMap { Int($0.1) })
            #expect(probes >= 500)
            #expect(programs <= 10)
        }
    }
}
