import BPF
import Foundation
import Testing

extension KernelSuite {
    @Suite struct LoadedProgramTests {
        private func load(_ code: Code, name: String = "p", maps: [MapSpec] = []) throws -> UInt32 {
            let maps = try MapSet(maps)
            let program = try LoadedProgram(ProgramSpec(name: name, type: .rawTracepoint, code: code), maps: maps)
            return try program.testRun(arguments: [40, 2])
        }

        @Test func `runs a program and returns its result`() throws {
            try checkingDescriptors {
                let code = Code([
                    .load(.double, .r0, Address(.r1)), .load(.double, .r2, Address(.r1, 8)),
                    .alu(.add, .w64, .r0, .register(.r2)), .exit,
                ])
                let result = try load(code)
                #expect(result == 42)
            }
        }

        @Test func `runs on the CPU asked for`() throws {
            let maps = MapSet()
            let program = try LoadedProgram(
                ProgramSpec(
                    name: "cpu", type: .rawTracepoint, code: Code([.call(.getSmpProcessorId), .exit])), maps: maps)
            for cpu in Processors.online { #expect(try program.testRun(cpu: cpu) == UInt32(cpu)) }
            let error = #expect(throws: KernelError.self) { try program.testRun(cpu: 100_000) }
            #expect(error?.description.hasPrefix("cannot run the program 'cpu':") == true)
        }

        @Test func `stores into an array map through a bounded index`() throws {
            let maps = try MapSet([.counters("c", entries: 8)])
            // A looked-up element is known to lie in the map once it was compared with null.
            var code = Code()
            let missing = code.label()
            code += [
                .load(.double, .r6, Address(.r1)), .alu(.and, .w64, .r6, 7),
                .store(.word, Address(.fp, -4), .register(.r6)), .loadMap(.r1, "c"), .mov(.r2, .fp), .add(.r2, -4),
                .call(.mapLookupElem), .jump(.equal, .r0, 0, missing), .store(.double, Address(.r0), 77),
            ]
            code.bind(missing)
            code += [.mov(.r0, 0), .exit]
            let program = try LoadedProgram(ProgramSpec(name: "store", type: .rawTracepoint, code: code), maps: maps)
            try program.testRun(arguments: [13])
            #expect(try maps.withMap("c") { map throws(KernelError) in try map.word(at: 5) } == 77)
        }

        @Test func `addresses the value of a map directly, with an offset and a variable index`() throws {
            let maps = try MapSet([MapSpec("v", .array, keySize: 4, valueSize: 64, maxEntries: 1)])
            let code = Code([
                .load(.double, .r6, Address(.r1)), .alu(.and, .w64, .r6, 24), .loadMapValue(.r2, "v", offset: 8),
                .alu(.add, .w64, .r2, .register(.r6)), .store(.double, Address(.r2), 5), .mov(.r0, 0), .exit,
            ])
            let program = try LoadedProgram(ProgramSpec(name: "direct", type: .rawTracepoint, code: code), maps: maps)
            try program.testRun(arguments: [16])
            let value = try maps.withMap("v") { map throws(KernelError) in try map.lookup(key: 0) }
            #expect(value?[24] == 5)
            #expect(value?.reduce(0) { $0 + Int($1) } == 5)
        }

        @Test func `tells about itself`() throws {
            let maps = MapSet()
            let code = Code([.loadImmediate64(.r0, 1 << 40), .mov(.r0, 0), .exit])
            let program = try LoadedProgram(
                ProgramSpec(name: "a name: much/too long", type: .rawTracepoint, code: code), maps: maps)
            let information = try program.information()
            #expect(information.id > 0)
            #expect(information.translatedSlotCount == 4)
            #expect(information.isJITCompiled)
            #expect(information.recursionMisses == 0)
            let listing = try shell("bpftool prog show id \(information.id)")
            #expect(listing.contains("name a_name__much_to "))
        }

        @Test func `says which instruction the verifier rejects, and why`() throws {
            try checkingDescriptors {
                var code = Code()
                let label = code.label()
                code += [.loadImmediate64(.r3, 9), .mov(.r2, 0)]
                code.bind(label)
                code += [.load(.double, .r0, Address(.r2)), .exit]
                do {
                    _ = try load(code, name: "bad")
                    Issue.record("a read through null was accepted")
                } catch LoadError.rejected(let rejection) {
                    #expect(rejection.slot == 3)
                    #expect(rejection.instructionIndex == 3)
                    #expect(rejection.instruction == "r0 = *(u64 *)(r2 +0)")
                    #expect(rejection.complaint == "R2 invalid mem access 'scalar'")
                    #expect(rejection.log.contains("processed "))
                    #expect(
                        rejection.description
                            == "the kernel's verifier rejected the program 'bad' at slot 3 (r0 = *(u64 *)(r2 +0)): "
                            + "R2 invalid mem access 'scalar'")
                }
            }
        }

        @Test func `names a map that is missing and a carrier the kernel does not know`() throws {
            let code = Code([.loadMap(.r1, "gone"), .mov(.r0, 0), .exit])
            let error = #expect(throws: LoadError.self) { try load(code) }
            #expect(error == .assembly(program: "p", .unknownMap("gone", instruction: 0)))
            let maps = MapSet()
            let strange = ProgramSpec(name: "x", type: ProgramType(rawValue: 999), code: Code([.mov(.r0, 0), .exit]))
            let refused = #expect(throws: LoadError.self) { _ = try LoadedProgram(strange, maps: maps) }
            #expect(
                refused?.description
                    == "cannot load the program 'x': the kernel finds the request invalid; "
                    + "this kernel may not have programs of this type")
        }

        @Test func `prints instructions as the kernel lists them`() throws {
            var code = Code()
            let end = code.label()
            let function = code.label()
            code += [
                .mov(.r6, .r1), .mov(.r0, 0), .alu(.mod, .w64, .r0, 7), .jump(.bitsSet, .r0, 8, end),
                .store(.double, Address(.fp, -8), 0), .store(.byte, Address(.fp, -1), 3), .mov(.r1, 1),
                .atomic(.add, .double, Address(.fp, -8), .r1), .atomic(.fetchOr, .double, Address(.fp, -8), .r1),
                .atomic(.exchange, .word, Address(.fp, -8), .r1),
                .atomic(.compareExchange, .double, Address(.fp, -8), .r1),
                .negate(.w32, .r1), .byteSwap(.big, bits: 16, .r1), .alu(.arsh, .w32, .r1, 3),
                .loadImmediate64(.r2, 0x1234_5678_9abc),
                .load(.word, .r1, Address(.r6)), .jump(.signedLess, .w32, .r1, .register(.r2), end),
                .callLocal(function),
            ]
            code.bind(end)
            code += [.mov(.r0, 0), .exit]
            code.bind(function)
            code += [.mov(.r0, 1), .exit]
            let maps = MapSet()
            let program = try LoadedProgram(ProgramSpec(name: "text", type: .rawTracepoint, code: code), maps: maps)
            let listing = try shell("bpftool prog dump xlated id \(try program.information().id)")
            var lines = listing.split(separator: "\n").filter { $0.contains(": (") }.map { line in
                line.replacing(#/^ *([0-9]+): \([0-9a-f]{2}\) /#) { "\($0.output.1): " }
            }
            // The kernel shows the name of the function it calls behind the distance.
            lines = lines.map { $0.replacing(/#.*/, with: "") }
            #expect(lines.joined(separator: "\n") == code.description)
        }
    }
}

/// Runs a command line and returns what it prints.
func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "'\(command)' failed; is the tool installed?")
    return String(decoding: data, as: UTF8.self)
}
