import SystemInfo
import Testing

@Suite struct MountTableTests {
    private let table = MountTable(
        parsing: """
            proc /proc proc rw 0 0
            nodev /a\\040b\\134c tracefs rw 0 0
            nodev /sys/kernel/tracing tracefs rw 0 0
            broken
            """)

    @Test func `the first mount of a type is found, escapes undone`() {
        #expect(table.path(ofType: "tracefs") == "/a b\\c")
        #expect(table.path(ofType: "proc") == "/proc")
        #expect(table.path(ofType: "debugfs") == nil)
        #expect(table.mounts.count == 3)
    }
}
