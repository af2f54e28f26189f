import BPF
import Foundation
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

/// Functions of Go programs: a file that looks like one to us, with its build information and its names.
@Suite struct GoFunctionTests {
    private func program(version: String) throws -> CompiledProgram {
        try CompiledProgram([
            "go.s": """
            .section .go.buildinfo,"aw"
            .ascii "\\377 Go buildinf:"
            .byte 8, 2
            .zero 16
            .byte \(version.utf8.count)
            .ascii "\(version)"
            .text
            .globl "main.add"
            .type "main.add",@function
            "main.add": ret
            .size "main.add",.-"main.add"
            .globl main
            .type main,@function
            main: ret
            .size main,.-main
            .section .note.GNU-stack,"",@progbits

            """
        ])
    }

    private func place(_ name: String, of program: CompiledProgram) throws -> UserFunctionPlace {
        let module = UserModule(
            name: "go", files: [MappedBinary(path: program.path, accessPath: program.path)])
        return try #require(try module.functions(matching: Glob(name), isMeant: true).first?.places.first)
    }

    private func sources(_ place: UserFunctionPlace) throws -> [ArgumentSource] {
        let system = HostSystem(tracefs: nil, features: FixedKernelFeatures([.uprobeMulti]))
        let probe = UserFunctionProbe(
            description: ProbeDescription("p", "m", "f", "entry"), kind: .entry, places: [place])
        return try #require(try probe.sites(for: ContextDemand(arguments: [0, 9]), on: system).first).context.arguments
    }

    @Test func `arguments are in Go's own registers since 1.17`() throws {
        let program = try program(version: "go1.21.3")
        let place = try place("main.add", of: program)
        #expect(place.convention == .goRegisters)
        let sources = try sources(place)
        // rax, rbx, rcx, rdi, rsi, r8, r9, r10, r11 of struct pt_regs
        #expect(
            sources.prefix(9).elementsEqual(
                [80, 40, 88, 112, 104, 72, 64, 56, 48].map { .register(offset: $0, width: .double, signed: false) }))
        #expect(try self.place("main", of: program).convention == .c)
    }

    @Test func `and on the stack before`() throws {
        let place = try place("main.add", of: try program(version: "go1.16.15"))
        #expect(place.convention == .goStack)
        let stack = ArgumentSource.register(offset: 152, width: .double, signed: false)
        #expect(
            try sources(place)[0]
                == .memory(
                    address: .sum(base: stack, index: nil, scale: 1, displacement: 8), width: .double, signed: false,
                    space: .user))
    }

    @Test func `a return probe is refused by name and left out of patterns`() throws {
        let place = try place("main.add", of: try program(version: "go1.21.3"))
        let probe = UserFunctionProbe(
            description: ProbeDescription("uprobe", "go", "main.add", "return"), kind: .return, places: [place])
        #expect(try probe.withoutRefused("*") == nil)
        let error = #expect(throws: ProviderError.self) { try probe.withoutRefused("return") }
        #expect(error?.description.contains("Go programs cannot have return probes") == true)
    }
}
