/// A process as procfs shows it; each answer is read when it is asked for.
public struct TargetProcess: Hashable, Sendable {
    public let id: Int
    let procfs: String

    /// Finds the process; one that has ended but was not waited for counts as gone.
    public init(id: Int, procfs: String = "/proc") throws(ProcessError) {
        self.id = id
        self.procfs = procfs
        let state = try stat().state
        guard state != UInt8(ascii: "Z") && state != UInt8(ascii: "X") else { throw .noSuchProcess(id: id) }
    }

    /// A process that a listing of procfs has just shown.
    init(listed id: Int, procfs: String) {
        self.id = id
        self.procfs = procfs
    }

    /// The ids of all processes, ascending.
    public static func all(procfs: String = "/proc") -> [Int] {
        ((try? SystemFile.names(inFolder: procfs)) ?? []).compactMap { Int($0) }.sorted()
    }

    /// When the process began, in clock ticks since boot: with the id it names one process for ever.
    public func startTime() throws(ProcessError) -> UInt64 { try stat().startTime }

    /// The process that started it, or took it over when that one ended.
    public func parent() throws(ProcessError) -> Int { try stat().parent }

    /// Whether one of the processes started it, directly or through others.
    public func descends(from ancestors: [Int]) -> Bool {
        var process = self
        // Deeper families end here; a loop could only come from ids that were given again.
        for _ in 0..<64 {
            guard let parent = try? process.parent(), parent > 0 else { return false }
            if ancestors.contains(parent) { return true }
            process = TargetProcess(listed: parent, procfs: procfs)
        }
        return false
    }

    /// The path of the program, in the process's own view of the file system.
    public func executable() throws(ProcessError) -> String {
        do { return try SystemFile.link("\(folder)/exe") } catch { throw problem(error) }
    }

    /// Where the process's `/` is for us: empty when it is the same, else a folder that shows it.
    public func rootPrefix() throws(ProcessError) -> String {
        do {
            // Another mount namespace (a container) or another root (chroot) gives the same names to other files.
            let sameRoot = try SystemFile.link("\(folder)/root") == "/"
            let sameMounts = try SystemFile.link("\(folder)/ns/mnt") == SystemFile.link("\(procfs)/self/ns/mnt")
            return sameRoot && sameMounts ? "" : "\(folder)/root"
        } catch { throw problem(error) }
    }

    /// The number the process has for itself, in its own process id namespace; nil when it has ended.
    var innermostID: Int? {
        guard let status = try? contents("status") else { return nil }
        let line = status.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "NSpid:".utf8) }
        return line?.split(separator: UInt8(ascii: "\t")).last.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }

    /// The user it runs as; nil when it has ended.
    var owner: UInt32? { SystemFile.owner(of: folder) }

    /// The mappings in the order of their addresses.
    public func mappings() throws(ProcessError) -> [MemoryMapping] {
        try contents("maps").split(separator: UInt8(ascii: "\n")).compactMap { MemoryMapping(line: $0) }
    }

    /// The path by which we can open the file of a mapping: through the process's root for containers, through
    /// the kernel's link for files that have no name any more.
    public func accessPath(of mapping: MemoryMapping, rootPrefix: String) -> String {
        mapping.isDeleted
            ? "\(folder)/map_files/\(String(mapping.start, radix: 16))-\(String(mapping.end, radix: 16))"
            : rootPrefix + mapping.path
    }

    private var folder: String { "\(procfs)/\(id)" }

    func contents(_ file: String) throws(ProcessError) -> [UInt8] {
        do { return try SystemFile.contents(of: "\(folder)/\(file)") } catch { throw problem(error) }
    }

    /// State, parent and start time, fields 3, 4 and 22 of `stat`; the name before them is in parentheses and may hold any character.
    private func stat() throws(ProcessError) -> (state: UInt8, parent: Int, startTime: UInt64) {
        let bytes = try contents("stat")
        let end = bytes.lastIndex(of: UInt8(ascii: ")")) ?? -1
        let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let state = fields[0].first,
            let parent = Int(String(decoding: fields[1], as: UTF8.self)),
            let start = UInt64(String(decoding: fields[19], as: UTF8.self))
        else { throw .unreadable(id: id, reason: "\(folder)/stat has an unknown form") }
        return (state, parent, start)
    }

    private func problem(_ failure: FileError) -> ProcessError {
        failure.isMissing
            ? .noSuchProcess(id: id)
            : failure.isForbidden ? .permissionDenied(id: id) : .unreadable(id: id, reason: failure.reason)
    }
}
