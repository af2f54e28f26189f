import DLanguage
import Testing

@Suite struct `Options` {
    @Test func `of pragmas are collected in order`() throws {
        let text = "#pragma D option quiet\n#pragma once\n#pragma D option bufsize=16k\n BEGIN { trace($1); }"
        let source = DSource(name: "t.d", text: Array(text.utf8), form: .script)
        #expect(
            try programOptions(in: [source]) == [
                ProgramOption(name: "quiet", value: nil, line: 1),
                ProgramOption(name: "bufsize", value: "16k", line: 3),
            ])
    }

    @Test(arguments: [
        "system(\"a\")", "raise(9)", "stop()", "chill(500)", "freopen(\"a\")", "copyoutstr(\"x\", arg0, 2)",
    ])
    func `destructive actions are noticed`(action: String) throws {
        #expect(try checked("BEGIN { \(action); }").isDestructive)
        #expect(try !checked("BEGIN { trace(\"\"); }").isDestructive)
    }

    @Test func `of pragmas say what is allowed`() {
        #expect(finding("\n")?.tag == "D_EMPTY")
        #expect(finding("#pragma D option empty\n") == nil)
        #expect(finding("nothing:::here { }\n#pragma D option zdefs\n") == nil)
        #expect(finding("#pragma D option defaultargs\nBEGIN { trace($5); }") == nil)
        let options = CheckOptions(macroArguments: ["t.d", "1"])
        #expect(finding("#pragma D option argref\nBEGIN { }", options: options) == nil)
    }

    @Test func `findings name their source`() {
        let sources = ["BEGIN { }", "BEGIN { trace(nothing); }"].map {
            DSource(name: $0, text: Array($0.utf8), form: .name)
        }
        let error = #expect(throws: Diagnostic.self) {
            try check(sources, options: CheckOptions(), resolver: FixedProbes(), types: NoTypeSource())
        }
        #expect(error?.source == 1)
    }

    @Test func `let clauses match nothing`() throws {
        let text = "nothing:::here { x = 1; trace(args[0]); } nothing:::here { y = 2; } BEGIN { trace(y); }"
        #expect(finding(text)?.tag == "D_PDESC_ZERO")
        let program = try checked(text, options: CheckOptions(allowsNoMatch: true))
        #expect(program.clauses.map(\.ordinal) == [2])
    }

    @Test func `say how long strings and stacks are`() throws {
        let options = CheckOptions(stringSize: 64, stackFrames: 7, userStackFrames: 9)
        #expect(try typed("BEGIN { trace(sizeof (execname)); }", options: options).hasSuffix("trace 63:size_t"))
        let program = try checked("BEGIN { stack(); ustack(3, 100); ustack(); }", options: options)
        let types = program.clauses[0].statements.compactMap {
            if case .action(.symbolic(let value)) = $0 { value.type } else { nil }
        }
        #expect(
            types == [
                .stack(DType.StackType(isUser: false, frames: 7)),
                .stack(DType.StackType(isUser: true, frames: 3, stringSize: 100)),
                .stack(DType.StackType(isUser: true, frames: 9)),
            ])
    }

    @Test func `want every macro argument used`() throws {
        let options = CheckOptions(macroArguments: ["t.d", "1", "two"])
        let unused = finding("BEGIN { trace($1); }", options: options)
        #expect(unused?.tag == "D_MACRO_UNUSED")
        #expect(unused?.message == "extraneous argument 'two' ($2 is not referenced)")
        #expect(finding("BEGIN { trace($1); trace($$2); }", options: options) == nil)
        var lenient = options
        lenient.allowsUnusedArguments = true
        #expect(finding("BEGIN { }", options: lenient) == nil)
    }

    @Test func `name macro variables`() throws {
        let options = CheckOptions(macroVariables: ["pid": 77, "target": 1 << 40])
        #expect(
            try typed("BEGIN { trace($pid); trace($target); }", options: options).hasSuffix(
                "trace 77\n  trace 1099511627776:long"))
    }

    @Test func `without kernel types only members are out of reach`() {
        #expect(finding("BEGIN { x = curthread; trace(x); @[curthread] = count(); }", types: NoTypeSource()) == nil)
        let member = finding("BEGIN { trace(curthread->pid); }", types: NoTypeSource())
        #expect(member?.tag == "D_OP_SOU")
        #expect(member?.message.contains("kernel's types") == true)
    }
}
