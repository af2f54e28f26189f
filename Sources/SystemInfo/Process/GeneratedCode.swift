/// What is known of the code that a process makes while running; read again when an address is not in it and the process
/// has written more since.
struct GeneratedCode {
    private var map = PerfMap([])
    /// The file's length when it was read.
    private var size = 0

    /// The name of the code at an address and the distance from its start.
    mutating func lookup(
        _ address: UInt64, in pid: Int, _ rootPrefix: String, _ procfs: String
    ) -> (name: String, offset: UInt64)? {
        if let found = map.lookup(address) { return found }
        let process = TargetProcess(listed: pid, procfs: procfs)
        // A process in a container writes the number it has there.
        let path = "\(rootPrefix)/tmp/perf-\(process.innermostID ?? pid).map"
        guard let text = SystemFile.plainContents(of: path, longerThan: size, ifOwnedAs: process.owner) else {
            return nil
        }
        size = text.count
        map = PerfMap(text)
        return map.lookup(address)
    }
}
