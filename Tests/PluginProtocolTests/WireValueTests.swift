import BPF
import PluginProtocol
import ProviderAPI
import SystemInfo
import Testing

/// Values of the provider API survive the way to another process and back.
struct WireValueTests {
    private func roundTrip<T: WireValue & Equatable>(_ value: T) throws -> T {
        try T(JSON(parsing: value.json.line), at: "value")
    }

    static let sources: [ArgumentSource] = [
        .constant(.min), .constant(.max), .field(offset: 16, width: .half, signed: true), .fieldAddress(offset: 24),
        .dataLocation(offset: 8), .relativeDataLocation(offset: 12), .slot(index: 11),
        .register(offset: 112, width: .byte, signed: false), .kernelProgramCounter, .userProgramCounter,
        .taskField(offset: 2464, width: .word, signed: true),
        .entryRegister(offset: 120, width: .double, signed: false),
        .memory(
            address: .sum(
                base: .register(offset: 152, width: .double, signed: false), index: nil, scale: 1, displacement: -8),
            width: .word, signed: true, space: .user),
        .sum(base: nil, index: .slot(index: 1), scale: 8, displacement: .min),
    ]

    @Test(arguments: sources) func `a source`(source: ArgumentSource) throws {
        #expect(try roundTrip(source) == source)
    }

    @Test(arguments: [
        AttachPoint.uprobe(path: "/bin/a b", offset: .max, isReturn: true, processID: 12, semaphore: 7),
        .uprobe(path: "/bin/a", offset: 0, isReturn: false, processID: nil, semaphore: 0),
        .kprobe(symbol: "vfs_read", offset: 4, isReturn: false),
        .kprobeAddress(0xffff_ffff_8100_0000, symbol: "f", isReturn: true), .tracepoint(id: 314),
        .rawTracepoint(name: "sched_switch"), .tracing(btfID: 77, module: "ext4", isExit: true), .testRun,
        .perfEvent(
            PerfEventAttachPoint(
                type: 5, config: 1, breakpointType: 3, config1: .max, config2: 8, sampling: .period(1), cpus: .all)),
        .perfEvent(PerfEventAttachPoint(type: 1, config: 0, sampling: .frequency(997), cpus: .one)),
    ])
    func `an attach point`(point: AttachPoint) throws {
        #expect(try roundTrip(point) == point)
    }

    @Test(arguments: Carrier.named) func `a layout on each carrier`(carrier: Carrier) throws {
        var layout = ContextLayout(carrier: carrier)
        #expect(try roundTrip(layout) == layout)
        layout.arguments = [.constant(5)]
        layout.returnValue = .constant(6)
        layout.errorResult = .constant(7)
        layout.registers = carrier.beginsWithRegisters ? .context : .none
        layout.filters = [.equals(.constant(1), -1), .noBits(.constant(2), mask: 2), .process(id: 99)]
        #expect(try roundTrip(layout) == layout)
    }

    @Test func `instructions`() throws {
        var code = Code()
        let done = code.label()
        code += [
            .load(.double, .r1, Address(.r6, 112)), .loadImmediate64(.r2, .max),
            .jump(.equal, .r1, .register(.r2), done), .store(.double, Address(.r7, 56), .register(.r1)), .bind(done),
            .call(.ktimeGetNs),
        ]
        let back = try roundTrip(code)
        #expect(back == code)
        // r1 = *(u64 *)(r6 +112)
        guard case .array(let slots) = code.json else {
            Issue.record("\(code.json)")
            return
        }
        #expect(slots.first == "7961700000000000")
        #expect(slots.count == 6)
    }

    @Test func `stability, description, pattern and dispatch`() throws {
        let attributes = StabilityAttributes(.evolving, .private, .isa)
        let stability = ProviderStability(
            provider: attributes, module: attributes, function: attributes, name: attributes, arguments: attributes)
        #expect(try roundTrip(stability) == stability)
        let probe = ProbeDescription("p", "m", "operator()", "entry")
        #expect(try roundTrip(probe) == probe)
        let pattern = ProbePattern(provider: "p*", function: "[a-z]", name: "\\*")
        #expect(try roundTrip(pattern) == pattern)
        let dispatch = Dispatch(selector: .slot(index: 1), key: 4095)
        #expect(try roundTrip(dispatch) == dispatch)
        let argument = ProbeArgument(name: "a", type: "char *", index: 3, space: .user)
        #expect(try roundTrip(argument) == argument)
    }

    @Test(arguments: [Set<String>?.none, [], ["/b", "/a c"]], [false, true])
    func `a process that has changed`(paths: Set<String>?, isTarget: Bool) throws {
        let change = PluginProcessChange(ProcessChange(process: 4711, paths: paths), isTarget: isTarget)
        #expect(try roundTrip(change) == change)
        let request = PluginRequest.probes(ProbePattern(provider: "a*"), changes: [change])
        for request in [request, .probes(ProbePattern(provider: "a*"), changes: nil)] {
            var members = try Members(JSON(parsing: request.message(id: 3).line), at: "")
            _ = (members.optional("id"), members.optional("version"))
            #expect(try PluginRequest(&members) == request)
        }
    }

    @Test func `sources by meaning`() throws {
        let registers = SavedRegisters.native
        #expect(
            try ArgumentSource(["functionArgument": ["index": 1]], at: "")
                == registers.argumentSources(count: 2, space: .user)[1])
        #expect(
            try ArgumentSource(["functionResult": [:]], at: "")
                == .register(offset: registers.returnValue, width: .double, signed: false))
    }

    @Test func `a function of a file stands for its offset`() throws {
        let point = try AttachPoint(
            ["uprobe": ["path": "/proc/self/exe", "function": "main"]], at: "attach")
        guard case .uprobe("/proc/self/exe", let offset, false, nil, 0) = point else {
            Issue.record("\(point)")
            return
        }
        #expect(offset > 0)
        #expect(throws: WireError("attach.uprobe.function", "is not a function of /proc/self/exe")) {
            try AttachPoint(["uprobe": ["path": "/proc/self/exe", "function": "no such"]], at: "attach")
        }
    }

    @Test(arguments: [
        (#"{"slot":{"index":1,"x":2}}"#, "`s.slot.x` is not a member the protocol knows here"),
        (#"{"slot":{}}"#, "`s.slot.index` is missing"),
        (#"{"slot":{"index":"1"}}"#, "`s.slot.index` is a string, not a number"),
        (#"{}"#, "`s` has 0 members, and its one member names what it is"), (#"5"#, "`s` is a number, not an object"),
        (#"{"slit":{"index":1}}"#, "`s` names the source `slit`, which the protocol does not know"),
        (#"{"field":{"offset":0,"size":3}}"#, "`s.field.size` is 3, not 1, 2, 4 or 8"),
        (
            #"{"constant":{"value":18446744073709551615}}"#,
            "`s.constant.value` is 18446744073709551615, which is not between -9223372036854775808 and 9223372036854775807"
        ),
        (#"{"functionArgument":{"index":10}}"#, "`s.functionArgument.index` is not between 0 and 9"),
    ])
    func `a source that is wrong`(text: String, sentence: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        let error = #expect(throws: WireError.self) { try ArgumentSource(json, at: "s") }
        #expect(error?.description == sentence)
    }
}
