import BPF
import Foundation
import PluginProvider
import ProviderAPI
import SystemInfo
import Testing

/// What a plug-in says of a probe is taken when it makes sense, and only then.
struct SiteTests {
    private let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.uprobeMulti]))

    private func probe(_ answers: String) throws -> any Probe {
        let plugin = try ScriptedPlugin(
            ScriptedPlugin.answering("probes) \(ScriptedPlugin.answer(#""probes":[{"name":"p"}]"#)) ;; \(answers)"))
        var found: [any Probe] = []
        try plugin.provider().forEachProbe(matching: ProbePattern(provider: "scripted"), on: system) {
            found.append($0)
        }
        return try #require(found.first)
    }

    private func sites(_ list: String) throws -> [ProbeSite] {
        try probe("sites) \(ScriptedPlugin.answer("\"sites\":[\(list)]")) ;;")
            .sites(for: ContextDemand(arguments: [0]), on: system)
    }

    @Test func `the carrier that serves best when none is given`() throws {
        let found = try sites(
            #"{"attach":{"uprobe":{"path":"/bin/sh","offset":64,"process":9}}},{"attach":{"tracepoint":{"id":5}},"context":{"arguments":[{"field":{"offset":8,"size":4}}]}},{"attach":{"perfEvent":{"type":1,"config":2,"period":3}}},{"attach":{"tracing":{"btfID":3,"exit":true}}}"#
        )
        #expect(found.map(\.context.carrier) == [.uprobeMulti, .tracepoint, .perfEvent, .fexit])
        #expect(found.map(\.context.registers) == [.context, .none, .context, .none])
        #expect(
            found[0].attachPoint
                == .uprobe(path: "/bin/sh", offset: 64, isReturn: false, processID: 9, semaphore: 0))
        #expect(found[1].context.arguments == [.field(offset: 8, width: .word, signed: false)])
    }

    @Test func `arguments`() throws {
        let probe = try probe(
            "arguments) \(ScriptedPlugin.answer(#""arguments":[{"type":"int"},{"name":"b","type":"char *","index":7,"space":"user"}]"#)) ;;"
        )
        #expect(
            try probe.arguments(on: system) == [
                ProbeArgument(type: "int", index: 0), ProbeArgument(name: "b", type: "char *", index: 7, space: .user),
            ])
    }

    @Test(arguments: [
        (#"{"attach":{"testRun":{}}}"#, "`sites[0].attach` is a `testRun`, which only the session makes"),
        (#"{"attach":{"uprobe":{"path":"sh","offset":1}}}"#, "`sites[0].attach.uprobe.path` is not an absolute path"),
        (#"{"attach":{"tracepoint":{"id":0}}}"#, "`sites[0].attach` has an id that is not above 0"),
        (#"{"attach":{"rawTracepoint":{"name":"a b"}}}"#, "`sites[0].attach` has a name that no kernel symbol has"),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"carrier":"kprobe"}}"#,
            "`sites[0].context.carrier` is kprobe, which does not serve the tracepoint with id 1"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"carrier":"eagle"}}"#,
            "`sites[0].context.carrier` is none of kprobe, kprobe.multi, uprobe, uprobe.multi, tracepoint, raw_tp, perf_event, fentry, fexit"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"registers":true}}"#,
            "`sites[0].context.registers` is true, but the context of the tracepoint carrier has none"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"arguments":[{"slot":{"index":0}}]}}"#,
            "`sites[0].context` has a `slot`, and the context of the tracepoint carrier has none"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"arguments":[{"field":{"offset":9,"size":2}}]}}"#,
            "`sites[0].context` has a `field` at offset 9, which is not a multiple of its size"
        ),
        (
            #"{"attach":{"rawTracepoint":{"name":"x"}},"context":{"arguments":[{"slot":{"index":12}}]}}"#,
            "`sites[0].context` makes no sense: slot 12 was asked of a context that has slots 0 to 11"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"dispatch":{"selector":{"constant":{"value":1}},"key":4096}}"#,
            "`sites[0].dispatch.key` is not between 0 and 4095"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["9500000000000000"]}}"#,
            "`sites[0].context.converter` has the instruction 0, `exit`, which leaves the stub: a converter ends behind its last instruction"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["b706000000000000"]}}"#,
            "`sites[0].context.converter` has the instruction 0, `r6 = 0`, which changes r6, which has to stay"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["bf71000000000000"]}}"#,
            "`sites[0].context.converter` has the instruction 0, `r1 = r7`, which copies r7: the probe context is reached through r7 only"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["7a07000000000000"]}}"#,
            "`sites[0].context.converter` has the instruction 0, `*(u64 *)(r7 +0) = 0`, which writes to a part of the probe context that is not a converter's"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["8500000006000000"]}}"#,
            "`sites[0].context.converter` has the instruction 0, `call bpf_trace_printk#6`, which calls a helper that changes things"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["0500050000000000"]}}"#,
            "`sites[0].context.converter[0]` is not an instruction: it jumps to slot 6, where no instruction begins"
        ),
        (
            #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["05"]}}"#,
            "`sites[0].context.converter[0]` is not a string of 16 hexadecimal digits"
        ),
    ])
    func `a site that cannot be`(list: String, words: String) throws {
        let error = #expect(throws: ProviderError.self) { try sites(list) }
        #expect(error?.description.components(separatedBy: "in which ").last == words)
    }

    @Test func `a converter that keeps the rules`() throws {
        // arg0 = the field at 8, less 1.
        let site = try #require(
            try sites(
                #"{"attach":{"tracepoint":{"id":1}},"context":{"converter":["7961080000000000","07010000ffffffff","7b17380000000000"]}}"#
            ).first)
        var code = Code()
        code += [
            .load(.double, .r1, Address(.r6, 8)), .add(.r1, -1),
            .store(.double, Address(.r7, ProbeContext.argument(0)), .register(.r1)),
        ]
        #expect(site.context.customConverter == code)
    }
}
