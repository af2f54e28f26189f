import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The io provider, against direct transfers to a device of our own.
    struct IOTests {
        @Test func `transfers are counted with their size, place and device`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "disk").path
            _ = FileManager.default.createFile(atPath: file, contents: Data(count: 1 << 20))
            let device = try runCommand("losetup", ["-f", "--show", file]).output.dropLast()
            try #require(device.hasPrefix("/dev/"), "losetup makes no device")
            defer { _ = try? runCommand("losetup", ["-d", String(device)]) }
            let script = """
                io:::start, io:::done /args[1]->dev_statname == "\(device.dropFirst(5))"/
                {
                    @[probename, args[0]->b_flags & B_WRITE ? "write" : "read", args[0]->b_bcount] = count();
                    @places[probename] = sum(args[0]->b_blkno);
                    @devices[args[1]->dev_major, args[0]->b_edev == args[1]->dev_major << 20 | args[1]->dev_minor,
                        args[1]->dev_name == args[1]->dev_statname, args[2]->fi_name] = count();
                }
                END
                {
                    printa("%s %s %d %@d\\n", @);
                    printa("places %s %@d\\n", @places);
                    printa("device %d %d %d %s %@d\\n", @devices);
                }
                """
            // 4,096 bytes are 8 sectors: 8 * (0 + ... + 19) + 8 * (0 + ... + 29). Major number 7 is the loop devices'.
            #expect(
                try ProviderRun(script, over: "disk-workload \(device) 20 30").lines == [
                    "device 7 1 1 <none> 100", "done read 4096 30", "done write 4096 20", "places done 5000",
                    "places start 5000", "start read 4096 30", "start write 4096 20",
                ])
        }

        @Test func `files are known whose pages the kernel keeps in large pieces`() throws {
            let folder = try TemporaryFolder()
            let (file, mount) = (folder.url.appending(path: "disk").path, folder.url.appending(path: "mount").path)
            // Writes a large file, then a few of its pages again, which lie within a piece.
            let commands = """
                set -e
                truncate -s 64M \(file)
                mkdir \(mount)
                mkfs.ext4 -q \(file)
                mount -o loop \(file) \(mount)
                trap "umount \(mount)" EXIT
                dd if=/dev/zero of=\(mount)/large-file bs=1M count=8 conv=fsync 2>/dev/null
                for page in 77 1001; do
                    dd if=/dev/zero of=\(mount)/large-file bs=4k seek=$page count=1 conv=notrunc,fsync 2>/dev/null
                done
                """
            let script = folder.url.appending(path: "script")
            try commands.write(to: script, atomically: true, encoding: .utf8)
            let result = try Live.run(
                "-qn", "io:::start { @[args[2]->fi_name, args[1]->dev_major] = sum(args[0]->b_bcount); }", "-n",
                "ERROR { @errors = count(); } END { printa(\"%s %d %@d\\n\", @); printa(\"errors %@d\\n\", @errors); }",
                "-c", "sh \(script.path)")
            let sums = result.output.split(separator: "\n").filter { $0.hasPrefix("large-file 7 ") }
            #expect(sums == ["large-file 7 \((8 << 20) + 2 * 4096)"], "\(result)")
            #expect(!result.output.contains("errors"), "\(result)")
        }
    }
}
