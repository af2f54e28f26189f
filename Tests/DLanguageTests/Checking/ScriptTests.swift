import DLanguage
import Testing

/// Everything matches, so that scripts can be checked whatever they trace.
private struct AnyProbe: ProbeResolver {
    func probes(matching spec: ProbeSpec) -> [Int] { [1] }
    func arguments(of probe: Int) -> [ResolvedArgument] {
        [ResolvedArgument(type: "struct task_struct *", index: 0, isUserPointer: false)]
    }
}

@Suite struct `Scripts as people write them` {
    @Test(arguments: [
        "syscall:::entry { @num[execname] = count(); }",
        "syscall::open*:entry { printf(\"%-16s %6d %s\\n\", execname, pid, copyinstr(arg0)); }",
        "profile-997 /arg0/ { @[stack()] = count(); } tick-5sec { trunc(@, 10); printa(@); clear(@); exit(0); }",
        "profile:::tick-1sec { printf(\"%Y\\n\", walltimestamp); }",
        "BEGIN { printf(\"tracing %d... hit Ctrl-C\\n\", $target); start = timestamp; } END { printf(\"%d.%03d ms\\n\", (timestamp - start) / 1000000, (timestamp - start) % 1000000 / 1000); }",
        """
        #pragma D option quiet
        syscall::read:entry, syscall::write:entry { self->ts = timestamp; self->fd = arg0; }
        syscall::read:return, syscall::write:return
        /self->ts/
        {
            this->delta = timestamp - self->ts;
            @lat[probefunc, self->fd] = quantize(this->delta);
            @max["longest", execname] = max(this->delta);
            self->ts = 0; self->fd = 0;
        }
        END { printa("%-10s fd %5d %@d\\n", @lat); printa(@max); }
        """,
        "syscall::open:entry { self->path = copyinstr(arg0); } syscall::open:return /self->path != NULL && (int)arg1 < 0/ { printf(\"%s: %d\", self->path, errno); self->path = 0; }",
        "sched:::on-cpu { self->on = vtimestamp; } sched:::off-cpu /self->on/ { @[pid, tid] = sum(vtimestamp - self->on); self->on = 0; }",
        "pid$target:::entry { self->depth++; printf(\"%*s-> %s\", self->depth * 2, \"\", probefunc); } pid$target:::return /self->depth/ { self->depth--; }",
        "fbt::vfs_read:entry { printf(\"%s %d %p %x\", args[0]->comm, args[0]->pid, args[0], arg1); @[args[0]->parent->pid, ustack(5)] = count(); }",
        "BEGIN { self->buf = alloca(16); *(int *)self->buf = 5; trace(*((int *)self->buf + 0)); tracemem(self->buf, 16); this->c = ((char *)self->buf)[3]; }",
        "struct req { int op; char name[16]; uint64_t size; }; usdt:::start { this->r = (struct req *)copyin(arg0, sizeof (struct req)); @[this->r->op, this->r->name] = sum(this->r->size); printf(\"%s\", this->r->name); }",
        "BEGIN { this->s = \"a:b:c\"; this->t = strtok(this->s, \":\"); } BEGIN /this->t != NULL/ { trace(this->t); this->t = strtok(NULL, \":\"); }",
        "BEGIN { x = 1; y = x > 0 ? \"pos\" : \"neg\"; trace(strjoin(y, lltostr(x))); trace(substr(y, 1, 2)); trace(index(y, \"o\")); }",
        "io:::start { @bytes = lquantize(arg1 / 512, 0, 1024, 64); @ll = llquantize(arg1, 2, 0, 20, 4); @sd = stddev(arg1); @a = avg(arg1); @m = min(arg1); }",
        "int i; tick-1s { i = i + 1; } BEGIN { i = 0; }",
        "BEGIN { seq[0] = 1; seq[1] = 1; n = 2; } tick-10ms /n < 20/ { seq[n] = seq[n - 1] + seq[n - 2]; n++; }",
        "syscall::kill:entry { self->spec = speculation(); speculate(self->spec); printf(\"%d\", arg1); } syscall::kill:return /self->spec && errno/ { commit(self->spec); } syscall::kill:return /self->spec && !errno/ { discard(self->spec); self->spec = 0; }",
        "dtrace:::ERROR { printf(\"%d %d %d %x\", arg1, arg2, arg4, arg5); } BEGIN { x = *(char *)NULL; y = *(int *)0; }",
        "BEGIN, END, 12 , syscall:::/pid == 1/ { }",
        "int counts[4]; string names[2]; BEGIN { counts[2] += 5; names[1] = \"x\"; trace(counts[2]); }",
        "BEGIN { if (pid == 1) { @a = count(); } else { if (uid) { @b = count(); } else @c = count(); } }",
        "BEGIN { @[\"a\", 1] = count(); @[\"b\", 2] = count(); normalize(@, 3); denormalize(@); setopt(\"quiet\"); setopt(\"aggsortkey\", \"1\"); }",
        "BEGIN { trace(inet_ntoa((in_addr_t *)alloca(4))); trace(htons(0x1234)); trace(ntohl(0x12345678) == 1); trace(getmajor(5)); trace(rand() % 10); }",
    ])
    func `check without findings`(text: String) throws {
        let source = DSource(name: "t.d", text: Array(text.utf8), form: .script)
        let options = CheckOptions(macroVariables: ["target": 1])
        do {
            let program = try check([source], options: options, resolver: AnyProbe(), types: FixedTypes())
            #expect(!program.clauses.isEmpty)
        } catch {
            Issue.record("\(error.tag) \(error.message)")
        }
    }
}
