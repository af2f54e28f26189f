import BPF
import DLanguage
import ProviderAPI

// Addresses of networks as text.
extension ClauseLowering {
    /// `AF_INET`, `AF_INET6` of `<linux/socket.h>`.
    private static let internet: Int64 = 2
    private static let internet6: Int64 = 10
    /// Eight groups of four digits, seven colons, the zero byte.
    private static let textRoom = 72

    /// `inet_ntop(family, address)`.
    mutating func networkAddress(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let family = copy(try lower(argument(arguments, 0, .inet_ntop)))
        let pointer = try argument(arguments, 1, .inet_ntop)
        let address = try lower(pointer)
        let text = AddressText(&self, room: Self.textRoom)
        let (version6, end) = (function.label(), function.label())
        jump(.equal, .register(family), .constant(Self.internet6), .address, to: version6)
        check(.register(family), .equal, .constant(Self.internet), else: .illegalOperation)
        let bytes = scratch(16)
        probeRead(bytes, 4, address, space(of: pointer.type))
        appendDotted(bytes, to: text)
        emit(.go(end))
        function.bind(version6)
        probeRead(bytes, 16, address, space(of: pointer.type))
        appendGroups(bytes, to: text)
        function.bind(end)
        return slice(text.memory, from: .constant(0), count: .constant(Int64(Self.textRoom)))
    }

    /// `inet_ntoa(p)`: the four bytes at the address as decimal numbers with dots between them.
    mutating func internetAddress(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let pointer = try argument(arguments, 0, .inet_ntoa)
        let bytes = scratch(8)
        probeRead(bytes, 4, try lower(pointer), space(of: pointer.type))
        let text = AddressText(&self, room: Self.textRoom)
        appendDotted(bytes, to: text)
        return slice(text.memory, from: .constant(0), count: .constant(Int64(Self.textRoom)))
    }

    /// `inet_ntoa6(p)`: the 16 bytes at the address as RFC 5952 writes them.
    mutating func internetAddress6(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let pointer = try argument(arguments, 0, .inet_ntoa6)
        let bytes = scratch(16)
        probeRead(bytes, 16, try lower(pointer), space(of: pointer.type))
        let text = AddressText(&self, room: Self.textRoom)
        appendGroups(bytes, to: text)
        return slice(text.memory, from: .constant(0), count: .constant(Int64(Self.textRoom)))
    }

    /// `ARPHRD_ETHER`, `ARPHRD_INFINIBAND` of `<linux/if_arp.h>`, and the sizes of their addresses.
    private static let hardware: [(type: Int64, size: Int)] = [(1, 6), (32, 20)]

    /// `link_ntop(type, address)`: the bytes as hexadecimal numbers with colons between them.
    mutating func linkAddress(_ arguments: [TypedExpression]) throws(CompileError) -> StringValue {
        let type = copy(try lower(argument(arguments, 0, .link_ntop)))
        let pointer = try argument(arguments, 1, .link_ntop)
        let address = try lower(pointer)
        let text = AddressText(&self, room: Self.textRoom)
        let bytes = scratch(24)
        let end = function.label()
        for (index, (known, size)) in Self.hardware.enumerated() {
            let other = function.label()
            if index == Self.hardware.count - 1 {
                check(.register(type), .equal, .constant(known), else: .illegalOperation)
            } else {
                emit(.jump(.notEqual, type, .immediate(Int32(known)), other))
            }
            probeRead(bytes, size, address, space(of: pointer.type))
            for place in 0..<size {
                if place > 0 { text.append(&self, UInt8(ascii: ":")) }
                let byte = load(bytes.advanced(by: place), ScalarType(bytes: 1, isSigned: false))
                for shift in [4, 0] as [Int64] { text.append(&self, digit: byte, shift) }
            }
            emit(.go(end))
            function.bind(other)
        }
        function.bind(end)
        return slice(text.memory, from: .constant(0), count: .constant(Int64(Self.textRoom)))
    }

    private mutating func appendDotted(_ bytes: IRAddress, to text: AddressText) {
        for index in 0..<4 {
            if index > 0 { text.append(&self, UInt8(ascii: ".")) }
            let byte = load(bytes.advanced(by: index), ScalarType(bytes: 1, isSigned: false))
            for (weight, threshold) in [(100, 100), (10, 10), (1, 0)] as [(Int64, Int64)] {
                let skip = function.label()
                jump(.less, byte, .constant(threshold), .address, to: skip)
                let digit = binary(.modulo, binary(.divide, byte, .constant(weight), .address), .constant(10), .address)
                text.append(&self, digit: digit, 0)
                function.bind(skip)
            }
        }
    }

    /// Eight groups; the first of the longest runs of two or more zeros is left out. IPv4 addresses in IPv6 end in
    /// their own notation.
    private mutating func appendGroups(_ bytes: IRAddress, to text: AddressText) {
        let run = longestRun(of: bytes)
        let (mapped, end) = (function.label(), function.label())
        branchIfMapped(bytes, to: mapped)
        for index in 0..<8 { appendGroup(index, of: bytes, run, to: text) }
        let (open, behind) = (function.label(), copy(run.start.load(&self)))
        alu(.add, behind, run.length.load(&self))
        emit(.jump(.notEqual, behind, .immediate(8), open))
        text.append(&self, UInt8(ascii: ":"))
        function.bind(open)
        emit(.go(end))
        function.bind(mapped)
        for byte in "::ffff:".utf8 { text.append(&self, byte) }
        appendDotted(bytes.advanced(by: 12), to: text)
        function.bind(end)
    }

    private mutating func branchIfMapped(_ bytes: IRAddress, to label: IRLabel) {
        let differs = function.label()
        jump(.notEqual, load(bytes, .address), .constant(0), .address, to: differs)
        let third = load(bytes.advanced(by: 8), ScalarType(bytes: 4, isSigned: false))
        jump(.equal, third, .constant(0xffff_0000), .address, to: label)
        function.bind(differs)
    }

    private struct ZeroRun {
        let start: ScratchCell
        let length: ScratchCell
    }

    /// The first of the longest runs of zero groups; beyond all groups when none has two of them.
    private mutating func longestRun(of bytes: IRAddress) -> ZeroRun {
        let run = ZeroRun(start: ScratchCell(&self, .constant(9)), length: ScratchCell(&self, .constant(1)))
        let current = ScratchCell(&self, .constant(0))
        for index in 0..<8 {
            let (zero, next) = (function.label(), function.label())
            let group = load(bytes.advanced(by: 2 * index), ScalarType(bytes: 2, isSigned: false))
            jump(.equal, group, .constant(0), .address, to: zero)
            current.store(&self, .constant(0))
            emit(.go(next))
            function.bind(zero)
            increment(current)
            jump(.lessOrEqual, current.load(&self), run.length.load(&self), .address, to: next)
            run.length.store(&self, current.load(&self))
            let start = copy(.constant(Int64(index + 1)))
            alu(.sub, start, current.load(&self))
            run.start.store(&self, .register(start))
            function.bind(next)
        }
        return run
    }

    private mutating func appendGroup(_ index: Int, of bytes: IRAddress, _ run: ZeroRun, to text: AddressText) {
        let (left, shown, next) = (function.label(), function.label(), function.label())
        // How far the group lies behind the run's start, as an unsigned number.
        let distance = copy(.constant(Int64(index)))
        alu(.sub, distance, run.start.load(&self))
        emit(.jump(.equal, distance, .immediate(0), left))
        jump(.greaterOrEqual, .register(distance), run.length.load(&self), .address, to: shown)
        emit(.go(next))
        function.bind(left)
        text.append(&self, UInt8(ascii: ":"))
        emit(.go(next))
        function.bind(shown)
        if index > 0 { text.append(&self, UInt8(ascii: ":")) }
        let group = copy(load(bytes.advanced(by: 2 * index), ScalarType(bytes: 2, isSigned: false)))
        emit(.byteSwap(.big, 16, group))
        for shift in [12, 8, 4, 0] as [Int64] {
            let skip = function.label()
            if shift > 0 { jump(.less, .register(group), .constant(1 << shift), .address, to: skip) }
            text.append(&self, digit: .register(group), shift)
            function.bind(skip)
        }
        function.bind(next)
    }
}

/// A text that grows byte by byte; how long it is the verifier need not know.
struct AddressText {
    let memory: IRAddress
    private let room: Int
    private let length: ScratchCell

    init(_ lowering: inout ClauseLowering, room: Int) {
        memory = lowering.scratch(room)
        self.room = room
        lowering.zero(memory, room)
        length = ScratchCell(&lowering, .constant(0))
    }

    func append(_ lowering: inout ClauseLowering, _ byte: UInt8) {
        append(&lowering, value: .constant(Int64(byte)))
    }

    /// Appends the hexadecimal digit at this bit of a number.
    func append(_ lowering: inout ClauseLowering, digit number: Value, _ shift: Int64) {
        let digit = lowering.copy(number)
        lowering.alu(.rsh, digit, .constant(shift))
        lowering.alu(.and, digit, .constant(15))
        let isDecimal = lowering.function.label()
        lowering.emit(.jump(.lessOrEqual, digit, .immediate(9), isDecimal))
        lowering.alu(.add, digit, .constant(Int64(UInt8(ascii: "a")) - Int64(UInt8(ascii: "0")) - 10))
        lowering.function.bind(isDecimal)
        lowering.alu(.add, digit, .constant(Int64(UInt8(ascii: "0"))))
        append(&lowering, value: .register(digit))
    }

    private func append(_ lowering: inout ClauseLowering, value: Value) {
        let place = lowering.copy(length.load(&lowering))
        let stored = lowering.operand(value)
        let pointer = lowering.pointer(into: memory, at: .register(place), below: room)
        lowering.emit(.store(.byte, IRAddress(.register(pointer)), stored))
        lowering.alu(.add, place, .constant(1))
        length.store(&lowering, .register(place))
    }
}
