import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Subroutines and actions that need a process or packets to work on.
    struct ProcessMemoryTests {
        /// A script of bash, as a program that `-c` can start.
        private func command(_ text: String, in folder: borrowing TemporaryFolder) throws -> String {
            let file = folder.url.appending(path: "command")
            try "#!/bin/bash\n\(text)\n".write(to: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            return file.path
        }

        @Test func `copyin, copyinto and copyinstr read the memory of the process`() throws {
            let result = try Live.run(
                "-q", "-c", "/bin/cat /no/such/file", "-n",
                """
                syscall::openat:entry / pid == $target && copyinstr(arg1) == "/no/such/file" / {
                    this->p = (char *)copyin(arg1, 4);
                    this->q = (char *)alloca(8);
                    copyinto(arg1 + 3, 5, this->q);
                    printf("[%c%c][%s][%s][%s]", this->p[1], this->p[3], stringof(this->q), copyinstr(arg1, 4),
                        copyinstr(arg1, 1));
                    printf("[%s]", copyinstr(arg1 + 8));
                }
                """)
            #expect(result.output.hasPrefix("[n/][/such][/no][][/file]"), "\(result.output) \(result.errors)")
        }

        @Test func `copyinstr of no bytes is a fault`() throws {
            let result = try Live.run(
                "-q", "-c", "/bin/cat /no/such/file", "-n",
                """
                syscall::openat:entry / pid == $target / { trace(copyinstr(arg1, 0)); }
                ERROR { printf("%d", arg4); exit(3); }
                """)
            #expect(result.status == 3)
            #expect(result.errors.contains("invalid size (0)"), "\(result.errors)")
        }

        @Test func `d_path gives the whole path of an open file`() throws {
            let folder = try TemporaryFolder()
            let target = folder.url.appending(path: "some file").path
            let result = try Live.run(
                "-q", "-c", try command("echo text > '\(target)'", in: folder), "-n",
                """
                syscall::write:entry / pid == $target / {
                    printf("%s\\n", d_path(&curthread->files->fdt->fd[arg0]->f_path));
                }
                """)
            #expect(result.output.contains("\(target)\n"), "\(result.output) \(result.errors)")
        }

        @Test func `locks that nobody holds`() throws {
            let result = try Live.run(
                "-qn",
                """
                BEGIN {
                    this->m = &curthread->signal->cred_guard_mutex;
                    this->r = &curthread->mm->mmap_lock;
                    printf("%d %d %d %p ", mutex_owned(this->m), mutex_type_adaptive(this->m), mutex_type_spin(this->m),
                        mutex_owner(this->m));
                    printf("%d %d %d", rw_read_held(this->r), rw_write_held(this->r), rw_iswriter(this->r));
                    exit(0);
                }
                """)
            #expect(result.output == "0 1 0 0 0 0 0\n", "\(result.errors)")
        }

        @Test func `pcap writes a file of packets`() throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "packets")
            let send = "for i in 1 2 3; do echo -n a-payload > /dev/udp/127.0.0.1/40404; done"
            let result = try Live.run(
                "-wq", "-c", try command(send, in: folder), "-n",
                """
                BEGIN { freopen("\(file.path)"); }
                rawtp:net::net_dev_queue / pid == $target / { pcap((void *)arg0, 1); }
                """)
            #expect(result.status == 0, "\(result.errors)")
            let bytes = [UInt8](try Data(contentsOf: file))
            #expect(bytes.prefix(4) == [0x4d, 0x3c, 0xb2, 0xa1])
            // Behind the file's header each packet has its own; nobody listens, so there are answers that say so.
            var sent: [[UInt8]] = []
            var offset = 24
            while offset + 16 < bytes.count {
                let captured = Int(bytes[offset + 8]) + Int(bytes[offset + 9]) << 8
                #expect(bytes[(offset + 8)..<(offset + 12)] == bytes[(offset + 12)..<(offset + 16)])
                let packet = bytes.dropFirst(offset + 16).prefix(captured)
                // Ethernet, IP, UDP and what was sent.
                if packet.count == 14 + 20 + 8 + 9 { sent.append(Array(packet.suffix(9))) }
                offset += 16 + captured
            }
            #expect(sent == [[UInt8]](repeating: Array("a-payload".utf8), count: 3))
        }

        @Test func `pcap shows a table of bytes where output is no file of packets`() throws {
            let folder = try TemporaryFolder()
            let send = "echo -n a-payload > /dev/udp/127.0.0.1/40404"
            let result = try Live.run(
                "-q", "-xpcapsize=18", "-c", try command(send, in: folder), "-n",
                "rawtp:net::net_dev_queue / pid == $target / { pcap((void *)arg0, 1); }")
            let table = result.output.components(separatedBy: "\n")
            #expect(table.contains("         0: 00 00 00 00 00 00 00 00 00 00 00 00 08 00 45 00  ..............E."))
            #expect(table.contains { $0.hasPrefix("        10: 00 25 ") || $0.hasPrefix("        10: 00 ") })
        }
    }
}
