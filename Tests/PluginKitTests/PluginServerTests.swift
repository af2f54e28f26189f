import BPF
import PluginProtocol
import ProviderAPI
import SystemInfo
import Testing

@testable import PluginKit

/// The conversation as lines, without processes.
struct PluginServerTests {
    private func answers(_ requests: String..., count: Int = 2) throws -> [JSON] {
        var server = PluginServer(NumberedProvider(count: count), features: FixedKernelFeatures([]))
        return try requests.flatMap { try server.answers(to: Array($0.utf8)).map { try JSON(parsing: $0) } }
    }

    private static let describe = #"{"version":1,"id":1,"request":"describe","system":{"targets":[7]}}"#
    private static let all = #"{"provider":"","module":"","function":"","name":""}"#

    @Test func `describes the provider`() throws {
        let none: JSON = ["Private", "Private", "Unknown"]
        let stability: JSON = ["provider": none, "module": none, "function": none, "name": none, "arguments": none]
        #expect(
            try answers(Self.describe) == [
                ["id": 1, "version": 1, "available": true, "stability": stability, "replaces": true, "follows": true]
            ])
    }

    @Test func `is asked for the probes of changed processes, that time alone`() throws {
        let found = try answers(
            Self.describe,
            #"{"version":1,"id":2,"request":"probes","pattern":\#(Self.all),"changes":[{"process":8,"target":true,"paths":["/a","/b"]},{"process":9,"target":false}]}"#,
            #"{"version":1,"id":"b","request":"arguments","probe":{"provider":"numbers","module":"","function":"*","name":"p0"}}"#,
            #"{"version":1,"id":3,"request":"probes","pattern":\#(Self.all)}"#, count: 1)
        func probe(_ provider: String, _ module: String, _ name: String) -> JSON {
            ["provider": .string(provider), "module": .string(module), "function": "*", "name": .string(name)]
        }
        #expect(
            found.dropFirst() == [
                [
                    "id": 2, "probes": [probe("numbers8", "/a /b", "p8"), probe("numbers9", "all", "p9")],
                    "more": false,
                ],
                ["id": "b", "arguments": [["name": "n", "type": "int", "index": 0, "space": "kernel"]]],
                ["id": 3, "probes": [probe("numbers", "", "p0")], "more": false],
            ])
    }

    @Test func `lists, types and places a probe that was never asked for before`() throws {
        let probe = #"{"provider":"numbers","name":"p1"}"#.replacing("}", with: #","module":"","function":"*"}"#)
        let found = try answers(
            Self.describe,
            #"{"version":1,"id":"a","request":"probes","pattern":{"provider":"","module":"","function":"","name":"*1"}}"#,
            #"{"version":1,"id":3,"request":"arguments","probe":\#(probe)}"#,
            #"{"version":1,"id":4,"request":"sites","probe":\#(probe),"arguments":[0],"registers":false}"#,
            #"{"version":1,"id":5,"request":"replacements","probe":\#(probe),"attach":{"tracepoint":{"id":9}}}"#)
        #expect(
            found.dropFirst() == [
                [
                    "id": "a", "probes": [["provider": "numbers", "module": "", "function": "*", "name": "p1"]],
                    "more": false,
                ],
                ["id": 3, "arguments": [["name": "n", "type": "int", "index": 0, "space": "kernel"]]],
                [
                    "id": 4,
                    "sites": [
                        [
                            "attach": ["tracepoint": ["id": 1]],
                            "context": [
                                "carrier": "tracepoint", "arguments": [["constant": ["value": 7]]], "registers": false,
                            ],
                        ]
                    ],
                ],
                ["id": 5, "attach": [["tracepoint": ["id": 10]]]],
            ])
    }

    @Test func `many probes take several lines`() throws {
        let found = try answers(
            #"{"version":1,"id":1,"request":"probes","pattern":\#(Self.all)}"#, count: 2500)
        #expect(found.count == 3)
        let counts = found.map { line -> Int in
            guard case .object(let members) = line, case .array(let probes) = members[1].value else { return -1 }
            return probes.count
        }
        #expect(counts == [1000, 1000, 500])
        #expect(found.map { "\($0)".contains("bool(true)") } == [true, true, false])
    }

    @Test(arguments: [
        ("{", "byte 1: the name of a member is missing"),
        (#"{"version":2,"id":8,"request":"probes"}"#, "`version` is 2, and this plug-in speaks version 1"),
        (#"{"version":1,"id":8,"request":"dance"}"#, "`request` is `dance`, which version 1 does not have"),
        (
            #"{"version":1,"id":8,"request":"arguments","probe":{"provider":"numbers","name":"p99"}}"#,
            "there is no probe numbers:::p99"
        ),
    ])
    func `answers with what is wrong`(request: String, sentence: String) throws {
        let answer = try #require(try answers(request).first)
        guard case .object(let members) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(members.last == JSON.Member("error", .string(sentence)))
        #expect(members.first?.value == (request == "{" ? .null : 8))
    }

    @Test func `a converter that refers to a map stays at home`() throws {
        let found = try answers(
            #"{"version":1,"id":4,"request":"sites","probe":{"provider":"numbers","function":"*","name":"map"},"arguments":[],"registers":false}"#
        )
        let text = String(decoding: found.first?.line ?? [], as: UTF8.self)
        #expect(text.contains("the converter cannot leave the process: instruction 0 refers to the map 'm'"))
    }
}

/// `numbers:::p0` and so on, and `numbers:::map` with a converter that means nothing elsewhere.
private struct NumberedProvider: Provider {
    let name = "numbers"
    let count: Int

    func availability(on system: HostSystem) -> Availability { .available }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        for change in system.changes ?? [] {
            try body(NumberedProbe(number: change.process, paths: change.paths?.sorted() ?? ["all"]))
        }
        guard system.changes == nil else { return }
        for number in 0..<count where pattern.matches(NumberedProbe(number: number).description) {
            try body(NumberedProbe(number: number))
        }
        if pattern.name.literal == "map" { try body(NumberedProbe(number: -1)) }
    }

    func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool { pattern.provider.text == "numbers*" }

    var stability: ProviderStability { .unstated }
}

private struct NumberedProbe: Probe {
    let number: Int
    /// Those of a process that was told of.
    var paths: [String]?

    var description: ProbeDescription {
        ProbeDescription(
            paths == nil ? "numbers" : "numbers\(number)", paths?.joined(separator: " ") ?? "", "*",
            number < 0 ? "map" : "p\(number)")
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] { [ProbeArgument(name: "n", type: "int", index: 0)] }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        var layout = ContextLayout(
            carrier: .tracepoint, arguments: [.constant(Int64(system.targetProcesses.first ?? 0))])
        if number < 0 {
            var code = Code()
            code.emit(.loadMap(.r1, "m"))
            layout.customConverter = code
        }
        return [ProbeSite(context: layout, attachPoint: .tracepoint(id: number))]
    }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        guard case .tracepoint(let id) = refused else { return [] }
        return [.tracepoint(id: id + 1)]
    }
}
