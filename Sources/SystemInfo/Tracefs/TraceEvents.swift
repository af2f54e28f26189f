/// The trace events of a mounted tracefs: `events/<group>/<event>`, read folder by folder as asked.
public struct TraceEvents: Hashable, Sendable {
    /// The mount point of tracefs.
    public let root: String

    public init(root: String) { self.root = root }

    /// Opens the folder of the events and reads nothing: throws when it is not there or not for this process to see.
    public func open() throws(FileError) { try SystemFile.openFolder(root + "/events") }

    /// The names of all groups, sorted.
    public func groups() throws(FileError) -> [String] {
        try SystemFile.folderNames(inFolder: root + "/events")
    }

    /// The names of the events of a group that can be enabled, sorted.
    ///
    /// The group `ftrace` describes records of the tracers; they cannot be enabled and are left out, all others can.
    public func events(in group: String) throws(FileError) -> [String] {
        group == "ftrace" ? [] : try SystemFile.folderNames(inFolder: "\(root)/events/\(group)")
    }

    /// Whether there is such a group.
    public func contains(group: String) -> Bool {
        Self.isName(group) && SystemFile.isFolder("\(root)/events/\(group)")
    }

    /// Whether there is such an event that can be enabled.
    public func contains(group: String, event: String) -> Bool {
        Self.isName(group) && Self.isName(event) && SystemFile.exists("\(root)/events/\(group)/\(event)/enable")
    }

    /// The number by which perf opens the event.
    public func id(group: String, event: String) throws -> Int {
        let path = "\(root)/events/\(group)/\(event)/id"
        let text = try text(of: path)
        guard let id = Int(text[...].prefix { $0.isNumber }) else {
            throw TracefsError("\(path) holds no number: '\(text)'")
        }
        return id
    }

    /// The layout of the event's record.
    public func format(group: String, event: String) throws -> EventFormat {
        let path = "\(root)/events/\(group)/\(event)/format"
        guard let format = EventFormat(parsing: try text(of: path)) else {
            throw TracefsError("\(path) is not the format of an event: it lacks a name or an ID line")
        }
        return format
    }

    /// Whether the event was made at run time (a kprobe, uprobe or synthetic event), and so is no tracepoint of the kernel.
    public func isDynamic(group: String, event: String) -> Bool {
        guard let text = try? SystemFile.text(of: root + "/dynamic_events"), !text.isEmpty else { return false }
        return text.split(separator: "\n").contains { line in
            guard let colon = line.firstIndex(of: ":") else { return false }
            let name = line[line.index(after: colon)...].prefix { $0 != " " && $0 != "\t" }
            return name == "\(group)/\(event)" || group == "synthetic" && name == event
        }
    }

    /// What lets a user read the files, to be read after a semicolon.
    var accessAdvice: String {
        "tracefs shows them to root, and to a group with: mount -o remount,mode=0750,gid=GROUP \(root)"
    }

    private func text(of path: String) throws -> String {
        do {
            return try SystemFile.text(of: path)
        } catch {
            guard error.isForbidden else { throw error }
            throw TracefsError("\(error); \(accessAdvice)")
        }
    }

    /// A name that stays inside its folder.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
    }
}

/// A file of tracefs whose content makes no sense; a sentence without a full stop.
public struct TracefsError: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    init(_ description: String) { self.description = description }
}
