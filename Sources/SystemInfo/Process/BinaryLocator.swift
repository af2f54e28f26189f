/// Finds the files that a module name stands for.
///
/// A full path is that file for every process that maps it; when a target process maps it, the file as the target sees
/// it. With target processes any other name stands for what they map: `a.out` for the program, a plain name for the
/// mapped file with that last part, `libc` for `libc.so.6` when no file has just that name.
/// Without targets a plain name is looked for among the ELF files of this machine's architecture in
/// the folders of `PATH` and of the dynamic loader. A plain name that stands for several different files is an error.
public struct BinaryLocator: Sendable {
    private let procfs: String
    private let targets: [Int]
    private let programFolders: [String]
    private let libraryFolders: [String]

    /// Folders other than the usual ones can be given to search in.
    public init(system: HostSystem, programFolders: [String]? = nil, libraryFolders: [String]? = nil) {
        self.procfs = system.procfs
        self.targets = system.targetProcesses
        self.programFolders = programFolders ?? SearchFolders.programs
        self.libraryFolders = libraryFolders ?? SearchFolders.libraries
    }

    /// The files that a name without wildcards stands for: none when nothing has it.
    public func binaries(named name: String) throws -> [MappedBinary] {
        if name.contains("/") { return [try file(at: name)] }
        guard targets.isEmpty else { return try targets.flatMap { try mapped(name, by: $0) } }
        return try installed(name)
    }

    /// The file of a full path: a target in a container has files of its own below the same names.
    private func file(at path: String) throws -> MappedBinary {
        for target in targets {
            if var binary = try mapped(path, by: target).first {
                binary.processID = nil
                return binary
            }
        }
        return MappedBinary(path: path, accessPath: path)
    }

    /// Every file that the targets map as code, each with its process; without targets the different files that
    /// running processes map, for every process.
    public func mappedBinaries() throws -> [MappedBinary] {
        guard targets.isEmpty else {
            return try targets.flatMap { try images(of: TargetProcess(id: $0, procfs: procfs)) }
        }
        var seen: Set<FileIdentity> = []
        var found: [MappedBinary] = []
        for id in TargetProcess.all(procfs: procfs) {
            // A process that ends meanwhile, or is not ours to see, has nothing to offer.
            let binaries = try? images(of: TargetProcess(listed: id, procfs: procfs), except: &seen)
            for var binary in binaries ?? [] {
                binary.processID = nil
                found.append(binary)
            }
        }
        return found
    }

    /// The files that a process maps as code, each with what tells it apart from others of its name.
    public func images(ofProcess id: Int) throws(ProcessError) -> [(file: MappedBinary, identity: FileIdentity)] {
        let process = try TargetProcess(id: id, procfs: procfs)
        var seen: Set<FileIdentity> = []
        let prefix = try process.rootPrefix()
        return try process.mappings().compactMap { mapping in
            guard mapping.isExecutable, mapping.isFile, seen.insert(mapping.identity).inserted else { return nil }
            let path = process.accessPath(of: mapping, rootPrefix: prefix)
            return (MappedBinary(path: mapping.path, accessPath: path, processID: id), mapping.identity)
        }
    }

    private func images(of process: TargetProcess) throws(ProcessError) -> [MappedBinary] {
        var seen: Set<FileIdentity> = []
        return try images(of: process, except: &seen)
    }

    /// The files that a process maps as code, without those already seen.
    private func images(
        of process: TargetProcess, except seen: inout Set<FileIdentity>
    ) throws(ProcessError) -> [MappedBinary] {
        let prefix = try process.rootPrefix()
        var found: [MappedBinary] = []
        for mapping in try process.mappings() where mapping.isExecutable && mapping.isFile {
            guard seen.insert(mapping.identity).inserted else { continue }
            found.append(
                MappedBinary(
                    path: mapping.path, accessPath: process.accessPath(of: mapping, rootPrefix: prefix),
                    processID: process.id))
        }
        return found
    }

    private func mapped(_ name: String, by id: Int) throws -> [MappedBinary] {
        let process = try TargetProcess(id: id, procfs: procfs)
        let all = try images(of: process)
        if name.contains("/") {
            let wanted = SystemFile.identity(of: name)
            return all.filter { $0.path == name || (wanted != nil && SystemFile.identity(of: $0.accessPath) == wanted) }
        }
        if name == "a.out" {
            let program = try process.executable()
            return all.filter { $0.path == program }
        }
        let exact = all.filter { $0.basename == name }
        let found = exact.isEmpty ? all.filter { $0.basename.hasPrefix(name + ".so") } : exact
        guard found.count <= 1 else { throw BinaryError.ambiguous(name, found.map(\.path)) }
        return found
    }

    private func installed(_ name: String) throws(BinaryError) -> [MappedBinary] {
        var candidates = (programFolders + libraryFolders).map { "\($0)/\(name)" }.filter { isNative($0) }
        if candidates.isEmpty && name.hasPrefix("lib") {
            for folder in libraryFolders {
                let names = ((try? SystemFile.names(inFolder: folder)) ?? []).filter { $0.hasPrefix(name + ".so") }
                candidates += names.map { "\(folder)/\($0)" }.filter { isNative($0) }
            }
        }
        var seen: Set<FileIdentity> = []
        let different = candidates.filter { path in
            SystemFile.identity(of: path).map { seen.insert($0).inserted } ?? false
        }
        guard different.count <= 1 else { throw .ambiguous(name, different) }
        return different.map { MappedBinary(path: $0, accessPath: $0) }
    }

    /// Whether a path leads to an ELF file that this machine's processes run: scripts and foreign libraries do not count.
    private func isNative(_ path: String) -> Bool {
        guard SystemFile.identity(of: path) != nil, let file = try? ELFFile(path: path) else { return false }
        return file.architecture == .current
    }
}
