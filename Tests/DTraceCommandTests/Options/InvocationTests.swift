import DTraceRuntime
import Testing

@testable import DTraceCommand

struct InvocationTests {
    private func parse(_ arguments: String...) throws -> Invocation { try Invocation(arguments: arguments) }

    private func failure(_ arguments: String...) -> UsageError? {
        do {
            _ = try Invocation(arguments: arguments)
            return nil
        } catch {
            return error
        }
    }

    @Test func `sources keep their forms and order`() throws {
        let invocation = try parse("-P", "syscall", "-msched", "-f", "vmlinux:open", "-n", "BEGIN", "-i1", "-s", "a.d")
        #expect(
            invocation.sources == [
                .init(.provider, "syscall"), .init(.module, "sched"), .init(.function, "vmlinux:open"),
                .init(.name, "BEGIN"), .init(.identifier, "1"), .init(.script, "a.d"),
            ])
        #expect(invocation.mode == .trace)
    }

    @Test func `letters with an option of their own become that option, in order`() throws {
        let invocation = try parse(
            "-qwFZ", "-b", "4m", "-x", "strsize=16", "-xaggsortrev", "-xother=A=B", "-Llib", "-Xs", "-nBEGIN")
        #expect(
            invocation.options == [
                .init("q", "quiet"), .init("w", "destructive"), .init("F", "flowindent"), .init("Z", "zdefs"),
                .init("b", "bufsize", "4m"), .init("x", "strsize", "16"), .init("x", "aggsortrev"),
                .init("x", "other", "A=B"), .init("L", "libdir", "lib"), .init("X", "stdc", "s"),
            ])
    }

    @Test func `processes, commands, output and macro arguments`() throws {
        let invocation = try parse("-p", "12", "-p7", "-c", "ls -l", "-o", "out", "-n", "BEGIN", "one", "-e", "two")
        #expect(invocation.processes == [12, 7])
        #expect(invocation.commands == ["ls -l"])
        #expect(invocation.outputPath == "out")
        #expect(invocation.macroArguments == ["one", "two"])
        #expect(invocation.stopsAfterCompiling)
    }

    @Test func `the preprocessor's arguments keep their order`() throws {
        let invocation = try parse("-C", "-DA=1", "-U", "B", "-Iinclude", "-H", "-nBEGIN")
        #expect(invocation.preprocessor.isEnabled)
        #expect(invocation.preprocessor.arguments == ["-DA=1", "-UB", "-Iinclude", "-H"])
    }

    @Test func `options of the preprocessor are its own`() throws {
        let invocation = try parse(
            "-xcpp", "-xdefine=A=B", "-xundef=C", "-xincdir=d", "-xcpphdrs", "-xcppargs=-P -w", "-xcpppath=/bin/p",
            "-nBEGIN")
        #expect(invocation.options.count == 7)
        #expect(invocation.preprocessor.isEnabled)
        #expect(invocation.preprocessor.program == "/bin/p")
        #expect(invocation.preprocessor.arguments == ["-DA=B", "-UC", "-Id", "-H", "-P", "-w"])
    }

    @Test func `modes`() throws {
        #expect(try parse("-l").mode == .list)
        #expect(try parse("-lv", "-n", "BEGIN").isVerbose)
        #expect(try parse("-V").mode == .version)
        #expect(try parse("--help").mode == .help)
        #expect(try parse("providers").mode == .providers)
        #expect(try !parse("providers").isVerbose)
        #expect(try parse("providers", "-v").isVerbose)
        #expect(try parse("-n", "providers").mode == .trace)
        #expect(try parse("-64", "-B", "-n", "BEGIN").sources.count == 1)
    }

    @Test func `long options`() throws {
        #expect(try parse("--explain", "-nBEGIN").explains)
        #expect(try parse("--emit", "typed", "-nBEGIN").emits == .typed)
        #expect(try parse("--emit=asm", "-nBEGIN").emits == .asm)
        #expect(
            failure("--emit", "soup", "-nBEGIN")?.description.hasPrefix("--emit soup: give one of tokens, ") == true)
        #expect(failure("--emit")?.description.hasPrefix("--emit without a stage: give one of tokens") == true)
        #expect(failure("--explain=yes")?.description == "--explain takes no value")
        #expect(failure("--wat") == UsageError("unknown option --wat", showsUsage: true))
    }

    @Test func `only one mode at a time`() {
        #expect(failure("-lV") == UsageError("only one of the [-GhlV] options can be specified at a time"))
        #expect(failure("-G", "-h")?.status == 2)
        #expect(failure("-l", "-l", "-n", "BEGIN") == nil)
    }

    @Test func `what is out of scope is refused with a reason`() {
        #expect(failure("-A")?.description.contains("anonymous tracing") == true)
        #expect(failure("-a")?.description.contains("anonymous tracing") == true)
        #expect(failure("-32", "-nBEGIN")?.description == "-32: programs are compiled for 64 bits only")
        #expect(failure("-G", "-nBEGIN")?.description.hasPrefix("-G: name the script") == true)
        #expect(failure("-h")?.description.hasPrefix("-h: name the script") == true)
        #expect(failure("-65")?.showsUsage == true)
    }

    @Test func `bad values are named`() {
        #expect(failure("-p", "x")?.description == "invalid pid: x")
        #expect(failure("-p", "-4")?.description == "invalid pid: -4")
        #expect(failure("-y") == UsageError("invalid option -- 'y'", showsUsage: true))
        #expect(failure("-n") == UsageError("option requires an argument -- 'n'", showsUsage: true))
        #expect(failure("providers", "x")?.description == "providers takes no argument, but `x` was given")
    }

    @Test func `no option at all is misuse`() {
        #expect(failure()?.showsUsage == true)
        #expect(failure()?.status == 2)
    }

    @Test func `the summary names every letter of the option string`() {
        let letters = Invocation.specification.filter { $0 != ":" && !"3aAGh".contains($0) }
        for letter in letters { #expect(Usage.full.contains(letter), "-\(letter) is missing") }
        for stage in CompilationStage.allCases { #expect(Usage.full.contains(stage.rawValue)) }
    }
}
