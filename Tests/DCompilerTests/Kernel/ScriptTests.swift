import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Whole scripts, from text to the running kernel.
@Suite struct ScriptTests {
    /// Matches every spec with one probe.
    private struct OneProbe: ProbeResolver {
        func probes(matching spec: ProbeSpec) -> [Int] { [1] }
        func arguments(of probe: Int) -> [ResolvedArgument] {
            [ResolvedArgument(type: "char *", index: 0, isUserPointer: true)]
        }
    }

    private func compileScript(_ text: String) throws -> TypedProgram {
        let source = DSource(name: "test", text: Array(text.utf8), form: .script)
        return try check(
            [source], options: CheckOptions(), resolver: OneProbe(), types: NoTypeSource())
    }

    @Test(arguments: [
        "BEGIN { }",
        "BEGIN /pid == 0 || execname == \"x\"/ { trace(1); }",
        "BEGIN { printf(\"%d %s %x\", pid, execname, timestamp); exit(0); }",
        "BEGIN { x = 1; y = x + 1; this->z = y; self->t = this->z; trace(self->t); self->t = 0; }",
        "BEGIN { a[1, \"x\"] = 5; a[2, execname]++; trace(a[1, \"x\"]); a[1, \"x\"] += 2; }",
        "BEGIN { @[execname] = count(); @s[probefunc, pid] = sum(arg0); @q = quantize(arg1); }",
        "BEGIN { @m = min(arg0); @x = max(arg0); @d[tid] = stddev(arg0); @v = avg(arg0); }",
        "BEGIN { @l = lquantize(arg0, 0, 100, 10); @ll = llquantize(arg0, 10, 0, 6, 20); }",
        "BEGIN { stack(); ustack(); stack(5); @[stack(3)] = count(); @u[ustack(4), sym(arg0)] = count(); }",
        "BEGIN { s = \"abc\"; self->p = s; trace(strjoin(s, self->p)); trace(strlen(s)); }",
        "BEGIN { trace(substr(\"hello\", 1, 2)); trace(index(\"hello\", \"l\")); trace(lltostr(arg0)); }",
        "BEGIN { trace(copyinstr(arg0)); trace(stringof(arg0)); tracemem(arg0, 16); }",
        "BEGIN { trace(basename(\"/a/b\")); trace(dirname(\"/a/b\")); trace(strchr(\"abc\", 'b')); }",
        "BEGIN { if (arg0 > 1) { trace(1); } else if (arg0 < 0) { trace(2); } else { x++; } trace(3); }",
        "BEGIN { trace(arg0 > 1 ? \"big\" : \"small\"); trace(arg0 / (arg1 | 1)); trace(!arg0); }",
        "struct p { int a; char b[8]; short c : 3; }; struct p v; BEGIN { v.a = 3; v.c = 1; trace(v.a); trace(v.c); print(&v); }",
        "int a[10]; BEGIN { a[3] = 2; a[arg0 & 7] = 1; trace(a[3]); }",
        "BEGIN { @a[1] = count(); printa(@a); trunc(@a, 3); clear(@a); normalize(@a, 10); denormalize(@a); }",
        "BEGIN { self->s = speculation(); speculate(self->s); trace(1); } END { commit(self->s); }",
        "BEGIN { p = (char *)alloca(16); bcopy(copyin(arg0, 4), p, 4); p[2] = 'x'; trace(p[1]); }",
        "BEGIN /arg0 == 99/ { system(\"echo %d\", pid); freopen(\"/tmp/x\"); raise(9); stop(); }",
        "BEGIN { trace(args[0]); trace(copyin(arg0, 4)); trace(*(int *)copyin(arg0, 4)); }",
        "BEGIN { trace(probefunc); trace(strlen(probename)); trace(walltimestamp); trace(ppid); trace(vtimestamp); }",
        "BEGIN { trace(uregs[0]); trace(caller); trace(ucaller); trace(stackdepth); trace(ustackdepth); trace(epid); }",
        "BEGIN { trace(htons(1)); trace(rand()); trace(progenyof(1)); sym(arg0); usym(arg0); mod(arg0); uaddr(arg0); }",
        "BEGIN { self->a[1] = 2; self->a[execname != \"x\"] = 3; this->s = \"x\"; trace(this->s == execname); }",
        "BEGIN { x = (char)arg0; y = (unsigned short)arg1 << 3; trace(x ^^ y); trace(x & y | 3); x <<= 2; }",
    ])
    func `scripts load and run`(text: String) throws {
        let runner = try ImageRunner(try compileScript(text), options: CarrierTests.options)
        try runner.fire()
    }

    /// Stubs leave out what a clause does without.
    @Test(arguments: [
        ("@ = count(); @p[pid] = count(); x++;", CompiledClause.ContextUse.nothing, false),
        ("printf(\"%d %d\", pid, tid);", .identity, false),
        ("@[probefunc] = count();", .identity, false),
        ("this->x = timestamp; @ = quantize(timestamp - this->x);", .nothing, false),
        ("this->x = 0; } BEGIN { trace(this->x); ", .all, false),
        ("x = timestamp; } BEGIN { y = timestamp; ", .all, false),
        ("this->s = \"x\";", .all, false),
        ("trace(arg0);", .all, false),
        ("trace(1 / arg0);", .all, true),
        ("trace(*(int *)arg0);", .all, true),
        ("trace(copyinstr(arg0));", .all, true),
    ])
    func `clauses tell what they do with the probe context`(
        actions: String, use: CompiledClause.ContextUse, canFault: Bool
    ) throws {
        let runner = try ImageRunner(try compileScript("BEGIN { \(actions) }"), options: CarrierTests.options)
        #expect(runner.compiled.clauses[0].contextUse == use)
        #expect(runner.compiled.clauses[0].canFault == canFault)
    }

    /// Others may remove an element between two uses, unless it belongs to the running thread.
    @Test(arguments: [("x[tid]", 1), ("x[tid, 5]", 1), ("self->x[1]", 1), ("x[pid]", 2), ("x[(char)tid]", 2)])
    func `what belongs to the running thread is looked up once`(element: String, lookups: Int) throws {
        let script = "BEGIN { \(element) = 1; } END /\(element)/ { y = \(element); }"
        let image = try compile(try compileScript(script)).clauses[1].image
        #expect(image.instructions.count { $0 == .call(.mapLookupElem) } == lookups)
    }
}
