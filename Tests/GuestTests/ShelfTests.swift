import Foundation
import TestSupport
import Testing

extension GuestTests {
    /// Scripts of the kinds that engineers keep about the kernel's functions and disks, against known work.
    struct ShelfTests {
        static let steps = [
            GuestStep(
                "shelf-files",
                """
                cat >vfslat.d <<'EOF'
                fbt::vfs_read:entry, fbt::vfs_write:entry { self->start[probefunc] = timestamp; self->f = args[0]; }
                fbt::vfs_read:return, fbt::vfs_write:return
                /self->start[probefunc]/
                {
                    @lat[probefunc] = quantize(timestamp - self->start[probefunc]);
                    @path[probefunc, stringof(self->f->f_path.dentry->d_name.name), d_path(&self->f->f_path)] = count();
                    self->start[probefunc] = 0;
                    self->f = 0;
                }
                END { trunc(@path, 5); printa("%s %s %s %@d\\n", @path); printa(@lat); }
                EOF
                dtrace-prov -qs vfslat.d -c 'syscall-workload 400 0 0 0'
                """),
            GuestStep(
                "shelf-flow",
                """
                cat >flow.d <<'EOF'
                syscall::read:entry /pid == $target && arg2 == 1 && !n++/ { self->traceme = 1; printf("fd: %d", arg0); }
                fbt:vmlinux:vfs_read:, fbt:vmlinux:ksys_read:, fbt::rw_verify_area: /self->traceme/ {}
                syscall::read:return /self->traceme/ { self->traceme = 0; exit(0); }
                EOF
                dtrace-prov -Fs flow.d -c 'syscall-workload 5 0 0 0'
                """),
            GuestStep(
                "shelf-failing-open",
                """
                cat >failing.d <<'EOF'
                #pragma D option nspec=4
                syscall::open:entry, syscall::openat:entry /pid == $target/
                {
                    self->spec = speculation();
                    speculate(self->spec);
                    printf("%s", copyinstr(probefunc == "open" ? arg0 : arg1));
                }
                fbt::do_filp_open: /self->spec/ { speculate(self->spec); }
                syscall::open*:return /self->spec/ { speculate(self->spec); trace(errno); }
                syscall::open*:return /self->spec && errno/ { commit(self->spec); self->spec = 0; }
                syscall::open*:return /self->spec && !errno/ { discard(self->spec); self->spec = 0; }
                EOF
                touch there
                dtrace-prov -Fs failing.d -c 'cat there nowhere there'
                """),
            GuestStep(
                "shelf-disk",
                """
                cat >disk.d <<'EOF'
                int last[dev_t];
                io:::start
                {
                    @bytes[args[1]->dev_statname] = sum(args[0]->b_bcount);
                    @n[args[0]->b_flags & B_READ ? "R" : "W"] = count();
                    @sizes = quantize(args[0]->b_bcount);
                }
                io:::start /last[args[0]->b_edev] != 0/
                {
                    this->last = last[args[0]->b_edev];
                    this->dist = (int)(args[0]->b_blkno - this->last) > 0 ?
                        (int)(args[0]->b_blkno - this->last) : (int)(this->last - args[0]->b_blkno);
                    @far[this->dist] = count();
                }
                io:::start { last[args[0]->b_edev] = args[0]->b_blkno + args[0]->b_bcount / 512; }
                END
                {
                    printa("%-8s %@d\\n", @bytes); printa("%s %@d\\n", @n);
                    printa("distance %d %@d\\n", @far); printa(@sizes);
                }
                EOF
                dtrace-prov -qs disk.d -c 'disk-workload /dev/loop0 20 30'
                """),
        ]

        /// The lines of a step that has ended well, without blanks around and between their words.
        private func lines(_ step: String) throws -> [String] {
            let result = try AcceptanceRun.result(of: step)
            #expect(result.status == 0, "\(result)")
            return result.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        }

        @Test func `how long reads take, and of which files`() throws {
            let lines = try lines("shelf-files")
            #expect(lines.contains("vfs_read zero /dev/zero 400"), "\(lines)")
            #expect(lines.contains("vfs_read") && lines.contains("vfs_write"), "\(lines)")
        }

        @Test func `the way of one read through the kernel`() throws {
            let steps = try lines("shelf-flow").map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
            let way = steps.filter { $0.contains("read") || $0.contains("rw_") }
            #expect(
                way == [
                    "=> read fd: 3", "-> ksys_read", "-> vfs_read", "-> rw_verify_area", "<- rw_verify_area",
                    "<- vfs_read", "<- ksys_read", "<= read",
                ])
        }

        @Test func `only the open that fails is told of, with its way`() throws {
            let steps = try lines("shelf-failing-open").map {
                $0.split(separator: " ").dropFirst().joined(separator: " ")
            }
            let way = steps.filter { $0.contains("open") }
            #expect(
                way == ["=> openat nowhere", "-> do_filp_open", "<- do_filp_open", "<= openat 2"]
                    || way == ["=> open nowhere", "-> do_filp_open", "<- do_filp_open", "<= open 2"], "\(steps)")
        }

        @Test func `sizes and distances of requests`() throws {
            let lines = try lines("shelf-disk")
            // Fifty requests of 4,096 bytes; only that from the last write to the first read is not to the next place.
            for line in ["loop0 204800", "W 20", "R 30", "distance 0 48", "distance 160 1"] {
                #expect(lines.contains(line), "\(line): \(lines)")
            }
            #expect(lines.contains("4096 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 50"), "\(lines)")
        }
    }
}
