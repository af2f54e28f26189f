import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// The sysinfo and vminfo providers, against programs that do a known number of things.
    struct StatisticsTests {
        @Test func `reads and writes are counted with their bytes`() throws {
            let script = """
                sysinfo:::sysread, sysinfo:::syswrite /pid == $target/ { @calls[probename] = sum(arg0); }
                sysinfo:::readch, sysinfo:::writech /pid == $target && arg0 != 0/ { @[probename, arg0] = count(); }
                END { printa("%s %@d\\n", @calls); printa("%s of %d %@d\\n", @); }
                """
            let run = try ProviderRun(script, over: "syscall-workload 10 0 0 0")
            #expect(run.lines.contains("readch of 1 10"), "\(run.lines)")
            #expect(run.lines.contains("syswrite 1"), "\(run.lines)")
            #expect(run.lines.contains("writech of \(run.output.utf8.count) 1"), "\(run.lines)")
            // The start of a program may read libraries besides.
            let reads = run.lines.compactMap { $0.hasPrefix("sysread ") ? Int($0.dropFirst(8)) : nil }
            #expect(reads.count == 1 && (10..<30).contains(reads[0]), "\(run.lines)")
        }

        @Test func `a read that fails has no bytes`() throws {
            // A folder cannot be read.
            let run = try Live.printed([
                "-q", "-c", "cat /", "-n",
                """
                sysinfo:::sysread /pid == $target/ { calls++; }
                sysinfo:::readch /pid == $target/ { done++; }
                END { printf("%d %d", calls - done, done > 0); }
                """,
            ])
            #expect(run.lines == ["1 1"], "\(run)")
        }

        @Test func `processes, threads and programs are counted where they are made`() throws {
            let script = """
                sysinfo:::sysfork, sysinfo:::sysvfork, sysinfo:::nthreads /pid == $target/ { @[probename] = sum(arg0); }
                sysinfo:::sysexec /ppid == $target/ { @[probename] = sum(arg0); }
                END { printa("%s %@d\\n", @); }
                """
            // Four threads; five processes, of which one tries a program that is not there and one that is.
            #expect(
                try ProviderRun(script, over: "process-workload").lines == ["nthreads 9", "sysexec 2", "sysfork 5"])
        }

        @Test func `a processor changes threads as often as the scheduler says`() throws {
            let script = """
                rawtp:sched::sched_switch { @switches = sum(1); @idle = sum(args[2]->pid == 0); }
                sysinfo:::pswitch { @switches = sum(-(int64_t)arg0); @seen = sum(arg0); }
                sysinfo:::idlethread { @idle = sum(-(int64_t)arg0); }
                sysinfo:::inv_swtch { @forced = sum(1); }
                sched:::preempt { @forced = sum(-1); }
                END { printa("%@d %@d %@d %@d", @switches, @idle, @forced, @seen); }
                """
            let counts = try ProviderRun(script, over: "process-workload").lines[0].split(separator: " ").map {
                Int($0)
            }
            #expect(counts.prefix(3) == [0, 0, 0])
            #expect((counts.last ?? 0) ?? 0 > 20, "\(counts)")
        }

        @Test func `waits for locks are counted by the kind of lock`() throws {
            let folder = try TemporaryFolder()
            let script = """
                rawtp:lock::contention_begin /pid == $target/
                {
                    @mutexes = sum(args[1] == 33);
                    @readers = sum(args[1] == 2);
                    @writers = sum(args[1] == 4);
                }
                sysinfo:::mutex_adenters /pid == $target/ { @mutexes = sum(-(int64_t)arg0); seen = 1; }
                sysinfo:::rw_rdfails /pid == $target/ { @readers = sum(-(int64_t)arg0); seen = 1; }
                sysinfo:::rw_wrfails /pid == $target/ { @writers = sum(-(int64_t)arg0); seen = 1; }
                END { printa("%@d %@d %@d ", @mutexes, @readers, @writers); printf("%d", seen); }
                """
            #expect(try ProviderRun(script, over: "lock-workload \(folder.url.path) 2000").lines == ["0 0 0 1"])
        }

        @Test func `first touches of pages are faults, and so are writes to pages that are shared`() throws {
            let script = """
                vminfo:::as_fault, vminfo:::cow_fault /execname == "syscall-workloa"/ { @[probename] = sum(arg0); }
                END { printa("%s %@d\\n", @); }
                """
            func counts(_ command: String) throws -> [String: Int] {
                let pairs = try ProviderRun(script, over: command).lines.map { $0.split(separator: " ") }
                return Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), Int($0[1]) ?? 0) })
            }
            let few = try counts("syscall-workload 0 0 0 0")
            let many = try counts("syscall-workload 0 0 0 0 3000")
            // Where a program is put differs by a few pages from run to run.
            let more = many["as_fault", default: 0] - few["as_fault", default: 0]
            #expect((2_900..<3_100).contains(more), "\(few) \(many)")
            // The start writes to pages of the program's file, which stays as it is.
            #expect((1..<200).contains(many["cow_fault", default: 0]), "\(many)")
        }

        @Test func `what is asked of a disk is counted in pages, and so are faults that wait for it`() throws {
            let folder = try TemporaryFolder()
            let (file, mount) = (folder.url.appending(path: "disk").path, folder.url.appending(path: "mount").path)
            let commands = """
                set -e
                truncate -s 64M \(file)
                mkdir \(mount)
                mkfs.ext4 -q \(file)
                mount -o loop \(file) \(mount)
                cp /bin/bash \(mount)/paged-program
                cp \(Live.workload("disk-workload")) \(mount)/writing-program
                umount \(mount)
                mount -o loop \(file) \(mount)
                trap "umount \(mount)" EXIT
                \(mount)/paged-program --version >/dev/null
                \(mount)/writing-program \(mount)/data 20 0
                """
            let script = folder.url.appending(path: "script")
            try commands.write(to: script, atomically: true, encoding: .utf8)
            let run = try Live.printed([
                "-q", "-c", "sh \(script.path)", "-n",
                """
                syscall::pwrite64:entry /execname == "writing-program"/ { self->writes = 1; }
                syscall::pwrite64:return { self->writes = 0; }
                vminfo:::pgout, vminfo:::pgpgout /self->writes/ { @[probename] = sum(arg0); }
                vminfo:::maj_fault, vminfo:::pgin, vminfo:::pgpgin /execname == "paged-program"/ { @[probename] = sum(arg0); }
                io:::start { @requests = sum(1); @writes = sum((args[0]->b_flags & B_WRITE) != 0); }
                io:::start { @async = sum((args[0]->b_flags & (B_WRITE | B_ASYNC)) == (B_WRITE | B_ASYNC)); }
                sysinfo:::bread, sysinfo:::bwrite { @requests = sum(-(int64_t)arg0); }
                sysinfo:::bwrite { @writes = sum(-(int64_t)arg0); seen = 1; }
                sysinfo:::bawrite { @async = sum(-(int64_t)arg0); }
                END
                {
                    printa("%s %@d\\n", @);
                    printa("requests %@d\\nwrites %@d\\nasync %@d\\n", @requests, @writes, @async);
                    printf("seen %d\\n", seen);
                }
                """,
            ])
            let counts = Dictionary(
                uniqueKeysWithValues: run.lines.map { $0.split(separator: " ") }
                    .map { (String($0[0]), Int($0[1]) ?? 0) })
            #expect(counts["requests"] == 0 && counts["writes"] == 0 && counts["async"] == 0, "\(run)")
            #expect(counts["seen"] == 1, "\(run)")
            // Each of the 20 transfers is one page; the file system writes a little of its own in between.
            #expect((20..<30).contains(counts["pgout", default: 0]), "\(run)")
            #expect((20..<30).contains(counts["pgpgout", default: 0]), "\(run)")
            #expect(counts["maj_fault", default: 0] > 0, "\(run)")
            #expect(counts["pgin", default: 0] > 0, "\(run)")
            #expect(counts["pgpgin", default: 0] >= counts["pgin", default: 0], "\(run)")
        }
    }
}
