import Foundation

/// An initramfs: an archive in the "newc" form of cpio that the kernel unpacks at boot
/// (kernel documentation, driver-api/early-userspace/buffer-format).
struct CpioArchive {
    private var data = Data()
    private var inode = 1

    mutating func addFolder(_ path: String) { add(path, Data(), mode: 0o040755) }

    mutating func addFile(_ path: String, _ contents: Data, mode: Int) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += folder.isEmpty ? "\(part)" : "/\(part)"
            addFolder(folder)
        }
        add(path, contents, mode: 0o100000 | mode)
    }

    /// The bytes with the closing entry.
    func finished() -> Data {
        var whole = self
        whole.add("TRAILER!!!", Data(), mode: 0)
        return whole.data
    }

    private mutating func add(_ path: String, _ contents: Data, mode: Int) {
        // inode, mode, uid, gid, links, mtime, size, device (2), special device (2), length of the name, checksum.
        let fields = [inode, mode, 0, 0, 1, 0, contents.count, 0, 0, 0, 0, path.utf8.count + 1, 0]
        inode += 1
        data += Data("070701".utf8)
        for field in fields { data += Data(String(format: "%08x", field).utf8) }
        data += Data(path.utf8) + [0]
        pad()
        data += contents
        pad()
    }

    private mutating func pad() { data += Data(count: (4 - data.count % 4) % 4) }
}
