import BPF
import ProviderAPI
import SystemInfo
import Testing

@testable import USDTProvider

@Suite struct ARM64OperandTests {
    private let sp = ArgumentSource.register(offset: 248, width: .double, signed: false)
    private let x0 = ArgumentSource.register(offset: 0, width: .double, signed: false)
    private let x1 = ArgumentSource.register(offset: 8, width: .double, signed: false)

    private func source(_ text: String) throws -> ArgumentSource {
        try SDTOperand(text, architecture: .arm64).source(
            at: SDTOperand.Site(location: 0x1000, programCounter: 256) { _ in nil })
    }

    @Test func `registers and constants`() throws {
        #expect(try source("8@x5") == .register(offset: 40, width: .double, signed: false))
        #expect(try source("-4@w30") == .register(offset: 240, width: .word, signed: true))
        #expect(try source("8@sp") == sp)
        #expect(try source("4@wzr") == .constant(0))
        #expect(try source("-4@5") == .constant(5))
        #expect(try source("-4@-5") == .constant(-5))
        #expect(try source("4@#-1") == .constant(0xffff_ffff))
    }

    @Test func `memory operands`() throws {
        func memory(_ address: ArgumentSource) -> ArgumentSource {
            .memory(address: address, width: .word, signed: true, space: .user)
        }
        func sum(_ index: ArgumentSource, _ scale: Int) -> ArgumentSource {
            memory(.sum(base: x0, index: index, scale: scale, displacement: 0))
        }
        #expect(try source("-4@[sp]") == memory(sp))
        #expect(try source("-4@[sp, 12]") == memory(.sum(base: sp, index: nil, scale: 1, displacement: 12)))
        #expect(try source("-4@[sp,#-8]") == memory(.sum(base: sp, index: nil, scale: 1, displacement: -8)))
        #expect(try source("-4@[x0, x1]") == sum(x1, 1))
        #expect(try source("-4@[x0, x1, lsl 3]") == sum(x1, 8))
        #expect(try source("-4@[x0, x1, lsl #2]") == sum(x1, 4))
        #expect(try source("-4@[x0, w1, sxtw]") == sum(.register(offset: 8, width: .word, signed: true), 1))
        #expect(try source("-4@[x0, w1, uxtw 2]") == sum(.register(offset: 8, width: .word, signed: false), 4))
    }

    @Test(arguments: [
        ("8f@d0", "a floating-point or vector register, which the kernel does not keep for probes"),
        ("8@[x0, 8]!", "which changes its address register"),
        ("8@[x0], 8", "which changes its address register"),
        ("8@[w0]", "which takes its address from w0"),
        ("8@[x0, w1]", "whose index is not extended to 64 bits"),
        ("8@[x0, x1, lsl 4]", "whose index is shifted by other than 0 to 3 bits"),
        ("8@[x0, x1, sxtw 1]", "in which `sxtw` does not fit the index register"),
        ("8@x31", "in which `x31` is not a known register"),
        ("8@[x0, #:lo12:table]", "in which `` is not a number"),
    ])
    func `other forms are refused with a reason`(text: String, reason: String) {
        #expect(throws: OperandError(reason)) { try SDTOperand(text, architecture: .arm64) }
    }

    @Test func `operands of other machines are refused`() {
        #expect(throws: OperandError("and operands of machine 8 are not known")) {
            try SDTOperand("4@$1", architecture: .other(8))
        }
    }
}
