import DLanguage
import Testing

private struct Refusal: Error, CustomStringConvertible {
    var description: String { "the kernel's types cannot be read" }
}

private struct RefusingTypes: TypeSource {
    func type(named name: String, module: String?, into table: inout TypeTable) throws -> DType? { throw Refusal() }
    func complete(_ id: AggregateTypeID, in table: inout TypeTable) throws { throw Refusal() }
    func symbol(named name: String, module: String?, into table: inout TypeTable) throws -> ExternalSymbol? {
        throw Refusal()
    }
}

private struct RefusingProbes: ProbeResolver {
    func probes(matching spec: ProbeSpec) throws -> [Int] {
        throw Diagnostic(tag: "D_PDESC_INVAL", message: "odd", site: spec.range, line: spec.line)
    }
    func arguments(of probe: Int) throws -> [ResolvedArgument] { throw Refusal() }
}

@Suite struct `The outside` {
    @Test(arguments: ["trace(curthread)", "trace(`jiffies)", "trace((foo_t)1)"])
    func `explains its failures at the place that asked`(text: String) {
        let found = finding("BEGIN { \(text); }", types: RefusingTypes())
        #expect(found?.tag == "D_UNKNOWN")
        #expect(found?.message == "the kernel's types cannot be read")
        #expect((found?.site.lowerBound ?? 0) >= 14)
    }

    @Test func `is not asked for what a program does not use`() {
        #expect(finding("BEGIN { x = pid; self->y = (char *)arg0; trace(execname); }", types: RefusingTypes()) == nil)
    }

    @Test func `may refuse a probe description in its own words`() {
        let source = DSource(name: "t.d", text: Array("\n\nBEGIN { }".utf8), form: .script)
        let error = #expect(throws: Diagnostic.self) {
            try check([source], options: CheckOptions(), resolver: RefusingProbes(), types: NoTypeSource())
        }
        #expect(error?.tag == "D_PDESC_INVAL")
        #expect(error?.line == 3)
    }

    @Test(arguments: [
        ("fbt::vfs_read:entry { x = args[0]; }", DType.AddressSpace.kernel),
        ("syscall::read:entry { x = args[1]; }", .user), ("BEGIN { x = alloca(8); }", .scratch),
        ("BEGIN { x = (char *)copyin(arg0, 8) + 1; }", .scratch), ("BEGIN { x = (int *)arg0; }", .kernel),
        ("char *x; syscall::read:entry { x = args[1]; }", .user),
        ("char *x; BEGIN { x = (char *)alloca(1); }", .scratch),
        ("BEGIN { x = &curthread->pid; }", .kernel), ("struct s { int a; } v; BEGIN { x = &v.a; }", .dtrace),
        ("fbt::vfs_write:entry { x = (char *)args[0]->parent; }", .kernel),
    ])
    func `gives pointers their address space`(text: String, space: DType.AddressSpace) throws {
        let variable = try #require(try checked(text).variables.first { $0.name == "x" })
        guard case .pointer(_, let found) = variable.type.resolved else {
            Issue.record("no pointer: \(variable.type)")
            return
        }
        #expect(found == space)
    }

    @Test func `may give arguments types that nobody knows`() {
        var probes = FixedProbes()
        probes.typed[5] = [ResolvedArgument(type: "nothing_t", index: 0, isUserPointer: false)]
        let source = DSource(name: "t.d", text: Array("fbt::vfs_read:entry { trace(args[0]); }".utf8), form: .script)
        let error = #expect(throws: Diagnostic.self) {
            try check([source], options: CheckOptions(), resolver: probes, types: NoTypeSource())
        }
        #expect(error?.tag == "D_ARGS_TYPE")
        #expect(
            error?.message == "failed to resolve type of args[0]: failed to resolve type nothing_t: Unknown type name")
    }

    @Test func `is asked for a type once`() throws {
        let program = try checked(
            "BEGIN { trace(curthread->pid); trace(curthread->comm); x = (struct task_struct *)arg0; }")
        #expect(program.types.aggregates.filter { $0.name == "task_struct" }.count == 1)
    }

    @Test func `lends string arguments as strings`() throws {
        #expect(
            try typed("fbt::vfs_write:entry { trace(args[1]); }").hasSuffix("trace (stringof (to:char * arg1))"))
    }
}
