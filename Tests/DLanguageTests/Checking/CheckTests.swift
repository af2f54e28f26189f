import DLanguage
import Testing

@Suite struct `Whole programs` {
    @Test(arguments: [
        "BEGIN { trace(1); exit(0); }",
        "dtrace:::BEGIN, END { printf(\"%d %s %x\\n\", pid, execname, timestamp); }",
        "syscall::read:entry /pid == $target && execname != \"sh\"/ { self->ts = timestamp; @[execname, pid] = count(); }",
        "syscall::read:entry { self->ts = timestamp } syscall::write:entry /self->ts/ { @t[probefunc] = quantize(timestamp - self->ts); self->ts = 0; }",
        "tick-1s { printa(\"%s %@d\\n\", @a); } BEGIN { }",
        "int x; BEGIN { x++; y = x + 1; z[\"a\", 1] = 2; this->p = (char *)alloca(10); this->p[0] = 'a'; }",
        "BEGIN { @q = lquantize(arg0, 0, 100, 10); @l = llquantize(arg1, 10, 0, 6, 20); clear(@q); trunc(@l, 5); normalize(@q, 2) }",
        "BEGIN { if (pid > 3) { trace(1); } else if (pid) trace(2); else { exit(1) } }",
        "fbt::vfs_read:entry { trace(curthread->comm); trace(curthread->parent->pid); trace(args[0]->flags) }",
        "BEGIN { stack(); ustack(5); @[stack(3)] = sum(1); sym(arg0); printf(\"%k %a\", stack(), arg0); trace(`jiffies); }",
    ])
    func `check without findings`(text: String) {
        var options = CheckOptions()
        options.macroVariables["target"] = 5
        let text = text.contains("printa") ? "END { @a[execname] = count(); } " + text : text
        #expect(finding(text, options: options) == nil, "\(text)")
    }
}
