import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// The same bytes load under every program type, whatever the clause does.
@Suite struct CarrierTests {
    private static func program() -> TypedProgram {
        var builder = ProgramBuilder()
        let g = builder.variable("g", .string)
        let s = builder.variable("s", .long, .thread)
        let names = builder.aggregation("a", .quantize, keys: [.string, .stack(.init(isUser: true, frames: 20))])
        let integers: [BuiltinVariable] = [
            .caller, .curcpu, .curthread, .epid, .errno, .gid, .id, .ipl, .pid, .ppid, .stackdepth, .tid, .timestamp,
            .ticks, .ucaller, .uid, .ustackdepth, .vtimestamp, .walltimestamp,
        ]
        builder.clause(integers.map { .action(.trace(.builtin($0, .long))) })
        builder.clause([
            .expression(.assign(.variable(g), .builtin(.execname, .string))),
            .expression(.assign(.variable(s), .builtin(.timestamp, .long))),
            .action(
                .printf(
                    PrintfFormat(pieces: []), [.variable(g), .variable(s), .init(.userRegister(.argument(1)), .long)])),
            .action(.raise(.integer(0))),
            .aggregate(
                TypedAggregate(
                    aggregation: names,
                    keys: [.variable(g), TypedExpression(.stack, .stack(.init(isUser: true, frames: 20)))],
                    value: .argument(0))),
            .action(.exit(.integer(0))),
        ])
        return builder.program
    }

    static let options = CompileOptions(
        kernelOffsets: {
            KernelOffsets(taskRealParent: 0, taskThreadGroupID: 0, taskThreadID: 0, taskCommand: 0, taskRunTime: 0)
        })

    @Test(arguments: [ProgramType.kprobe, .tracepoint, .perfEvent, .rawTracepoint])
    func `every built-in variable and action loads`(type: ProgramType) throws {
        _ = try ImageRunner(Self.program(), options: Self.options, type: type)
    }

    @Test func `images stay below half a stack`() throws {
        for clause in try compile(Self.program(), options: Self.options).clauses {
            for case .store(_, let address, _) in clause.image.instructions where address.base == .fp {
                #expect(address.offset >= -256)
            }
        }
    }
}
