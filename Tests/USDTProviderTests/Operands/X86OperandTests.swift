import BPF
import ProviderAPI
import SystemInfo
import Testing

@testable import USDTProvider

@Suite struct X86OperandTests {
    private let rip = ArgumentSource.register(offset: 128, width: .double, signed: false)
    private let rbp = ArgumentSource.register(offset: 32, width: .double, signed: false)
    private let rax = ArgumentSource.register(offset: 80, width: .double, signed: false)

    /// A site at 0x1000 of a file with one variable, `table`, at 0x5000.
    private let site = SDTOperand.Site(location: 0x1000, programCounter: 128) { $0 == "table" ? 0x5000 : nil }

    private func source(_ text: String) throws -> ArgumentSource {
        try SDTOperand(text, architecture: .amd64).source(at: site)
    }

    @Test func `registers of all widths`() throws {
        #expect(try source("8@%rdi") == .register(offset: 112, width: .double, signed: false))
        #expect(try source("-4@%eax") == .register(offset: 80, width: .word, signed: true))
        #expect(try source("-2@%si") == .register(offset: 104, width: .half, signed: true))
        #expect(try source("1@%al") == .register(offset: 80, width: .byte, signed: false))
        #expect(try source("1@%ah") == .register(offset: 81, width: .byte, signed: false))
        #expect(try source("4@%r15d") == .register(offset: 0, width: .word, signed: false))
        #expect(try source("1@%r8b") == .register(offset: 72, width: .byte, signed: false))
        // The operand's size counts when it is less than the register's.
        #expect(try source("-1@%edx") == .register(offset: 96, width: .byte, signed: true))
        #expect(try source("8@%ecx") == .register(offset: 88, width: .word, signed: false))
    }

    @Test func `constants have the value of their C type`() throws {
        #expect(try source("4@$5") == .constant(5))
        #expect(try source("-4@$-7") == .constant(-7))
        #expect(try source("4@$-1") == .constant(0xffff_ffff))
        #expect(try source("1@$-1") == .constant(255))
        #expect(try source("-1@$255") == .constant(-1))
        #expect(try source("8@$0x10") == .constant(16))
        #expect(try source("8@$18446744073709551615") == .constant(-1))
        #expect(try source("-8@$-9223372036854775808") == .constant(.min))
    }

    @Test func `memory operands`() throws {
        func memory(_ address: ArgumentSource) -> ArgumentSource {
            .memory(address: address, width: .word, signed: true, space: .user)
        }
        #expect(try source("-4@(%rbp)") == memory(rbp))
        #expect(try source("-4@-16(%rbp)") == memory(.sum(base: rbp, index: nil, scale: 1, displacement: -16)))
        #expect(try source("-4@8(%rbp,%rax,4)") == memory(.sum(base: rbp, index: rax, scale: 4, displacement: 8)))
        #expect(try source("-4@(%rbp, %rax)") == memory(.sum(base: rbp, index: rax, scale: 1, displacement: 0)))
        #expect(try source("-4@16(,%rax,8)") == memory(.sum(base: nil, index: rax, scale: 8, displacement: 16)))
        #expect(try source("-4@4096") == memory(.constant(4096)))
        #expect(
            try source("8@(%rbp)") == .memory(address: rbp, width: .double, signed: false, space: .user))
    }

    @Test func `symbols are found from the probe's own address`() throws {
        let table = ArgumentSource.sum(base: rip, index: nil, scale: 1, displacement: 0x4000)
        let behind = ArgumentSource.sum(base: rip, index: nil, scale: 1, displacement: 0x4008)
        func memory(_ address: ArgumentSource) -> ArgumentSource {
            .memory(address: address, width: .double, signed: false, space: .user)
        }
        #expect(try source("8@table(%rip)") == memory(table))
        #expect(try source("8@table+8(%rip)") == memory(behind))
        #expect(try source("8@8+table(%rip)") == memory(behind))
        #expect(try source("8@table+8") == memory(behind))
        #expect(try source("8@$table") == table)
        #expect(
            try source("8@table(,%rax,8)") == memory(.sum(base: table, index: rax, scale: 8, displacement: 0)))
        #expect(
            try source("8@table(%rbp)") == memory(.sum(base: table, index: rbp, scale: 1, displacement: 0)))
    }

    @Test func `a floating-point value has its bits in the argument and its type`() throws {
        let operand = try SDTOperand("8f@(%rbp)", architecture: .amd64)
        #expect(operand.isFloat && operand.type == "double")
        #expect(try SDTOperand("4f@%eax", architecture: .amd64).type == "float")
        #expect(try SDTOperand("4@%eax", architecture: .amd64).type == "uint32_t")
        #expect(
            try operand.source(at: site) == .memory(address: rbp, width: .double, signed: false, space: .user))
    }

    @Test(arguments: [
        ("8f@%xmm0", "a floating-point or vector register, which the kernel does not keep for probes"),
        ("8@%fs:40", "which uses the segment fs"),
        ("8@%rxx", "in which %rxx is not a known register"),
        ("3@%rax", "whose size is none of 1, 2, 4 and 8 bytes"),
        ("16@%rax", "whose size is none of 1, 2, 4 and 8 bytes"),
        ("8@8(%rax", "which lacks a `)`"),
        ("8@8(%rax,%rbx,3)", "whose scale is none of 1, 2, 4 and 8"),
        ("8@8(%ax)", "which takes its address from %ax"),
        ("8@%rax!", "of which a part is not understood"),
        ("8@foo@GOTPCREL(%rip)", "which goes through a table of the dynamic linker"),
        ("8@8(%rip)", "which is relative to the program counter without a symbol"),
        ("8@a+b", "which subtracts or adds symbols"),
        ("8@$1x", "in which `1x` is not a number"),
    ])
    func `other forms are refused with a reason`(text: String, reason: String) {
        #expect(throws: OperandError(reason)) { try SDTOperand(text, architecture: .amd64) }
    }

    @Test func `a symbol that the file lacks is an error`() {
        #expect(throws: OperandError("whose symbol gone is not in the file's symbol tables")) {
            try source("8@gone(%rip)")
        }
    }

    @Test func `argument strings are split at spaces outside brackets`() {
        #expect(SDTOperand.split("") == [])
        #expect(SDTOperand.split("8@%rdi  -4@$3 ") == ["8@%rdi", "-4@$3"])
        #expect(SDTOperand.split("-4@[sp, 12] 8@x5") == ["-4@[sp, 12]", "8@x5"])
        #expect(SDTOperand.split("1@(%rax, %rbx, 2) 4@$1") == ["1@(%rax, %rbx, 2)", "4@$1"])
    }
}
