import Glibc

extension SystemFile {
    /// Makes a folder and those above it that are missing, with mode 0777 less the umask.
    public static func makeFolder(_ path: String) throws(FileError) {
        if isFolder(path) { return }
        if let end = path.lastIndex(of: "/"), end != path.startIndex { try makeFolder(String(path[..<end])) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) else {
            throw FileError("make the folder", path, code: errno)
        }
    }

    /// The absolute path that something has with symbolic links followed.
    public static func resolved(_ path: String) throws(FileError) -> String {
        guard let resolved = realpath(path, nil) else { throw FileError("open", path, code: errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
