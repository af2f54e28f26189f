import Foundation
import TestSupport

/// The guest's kernel and shell: Debian packages, fetched once and kept outside of version control.
enum GuestKernel {
    private static let cache = Repository.root.appending(path: ".build/guest")

    /// The compressed kernel image; downloads and unpacks the package when it is not there yet.
    static func path() throws -> URL {
        if let image = cached() { return image }
        let depends = try runCommand("apt-cache", ["depends", "linux-image-cloud-amd64"])
        let words = depends.output.split(whereSeparator: \.isWhitespace)
        guard let package = words.first(where: { $0.hasPrefix("linux-image-") && $0.contains(".") }) else {
            throw SupportError("the guest's kernel cannot be had: apt knows no linux-image-cloud-amd64")
        }
        let scratch = try TemporaryFolder()
        let download = try runCommand("apt-get", ["download", String(package)], directory: scratch.url, timeout: 300)
        let files = try FileManager.default.contentsOfDirectory(at: scratch.url, includingPropertiesForKeys: nil)
        guard let archive = files.first(where: { $0.pathExtension == "deb" }) else {
            throw SupportError("the guest's kernel cannot be had: apt-get download \(package): \(download.errors)")
        }
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        let unpack = try runCommand(
            "sh",
            [
                "-c",
                "dpkg-deb --fsys-tarfile '\(archive.path)' | tar -x -C '\(cache.path)' --wildcards './boot/vmlinuz-*' "
                    + "'./lib/modules/*/\(loop)'",
            ])
        guard let image = cached() else {
            throw SupportError("the guest's kernel cannot be had: \(package) holds no boot/vmlinuz: \(unpack.errors)")
        }
        return image
    }

    /// The module of the loop devices, for tests of modules and of disks.
    static func loopModule() throws -> Data {
        _ = try path()
        guard let module = cachedModule() else { throw SupportError("the guest's kernel package holds no \(loop)") }
        return try Data(contentsOf: module)
    }

    private static let loop = "kernel/drivers/block/loop.ko"

    /// The shell and tools of the guest, one program without shared libraries.
    static func busybox() throws -> Data {
        let url = URL(filePath: "/bin/busybox")
        guard let program = try? ProgramFile(url), !program.needsLoader else {
            throw SupportError(
                "/bin/busybox is missing or needs shared libraries: install busybox-static (`make deps`)")
        }
        return try Data(contentsOf: url)
    }

    private static func cachedModule() -> URL? {
        let modules = cache.appending(path: "lib/modules")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: modules.path)) ?? []
        return versions.map { modules.appending(path: "\($0)/\(loop)") }.first {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }

    private static func cached() -> URL? {
        guard cachedModule() != nil else { return nil }
        let boot = cache.appending(path: "boot")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: boot.path)) ?? []
        return files.sorted().last { $0.hasPrefix("vmlinuz-") }.map { boot.appending(path: $0) }
    }
}
