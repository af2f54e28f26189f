import BPF
import DLanguage
import ProviderAPI

// Subroutines that give numbers, or nothing.
extension ClauseLowering {
    mutating func call(_ subroutine: Subroutine, _ arguments: [TypedExpression], _ type: ScalarType)
        throws(CompileError) -> Value
    {
        switch subroutine {
        case .strlen: return try stringLength(argument(arguments, 0, subroutine))
        case .strbyte: return try byteOfString(arguments)
        case .rand: return .register(callHelper(.getPrandomU32))
        case .htons, .ntohs: return try swapBytes(argument(arguments, 0, subroutine), bits: 16)
        case .htonl, .ntohl: return try swapBytes(argument(arguments, 0, subroutine), bits: 32)
        case .htonll, .ntohll: return try swapBytes(argument(arguments, 0, subroutine), bits: 64)
        case .getmajor:
            let device = try lower(argument(arguments, 0, subroutine))
            return binary(.shiftRight, device, .constant(Self.minorBits), ScalarType(bytes: 4, isSigned: false))
        case .getminor:
            let device = try lower(argument(arguments, 0, subroutine))
            return binary(.and, device, .constant((1 << Self.minorBits) - 1), .address)
        case .speculation: return speculation()
        case .strtoll: return try stringNumber(arguments)
        case .mutex_owned, .mutex_owner, .mutex_type_adaptive, .mutex_type_spin, .rw_read_held, .rw_write_held,
            .rw_iswriter:
            return try lockState(subroutine, argument(arguments, 0, subroutine))
        case .index, .rindex: return try occurrence(arguments, subroutine)
        case .alloca: return try alloca(argument(arguments, 0, subroutine))
        case .copyin: return try copyin(argument(arguments, 0, subroutine), argument(arguments, 1, subroutine))
        case .progenyof: return try progeny(of: lower(argument(arguments, 0, subroutine)))
        default: throw refusal(subroutine)
        }
    }

    /// The width of the minor number in the kernel's `dev_t` (`MINORBITS`).
    private static let minorBits: Int64 = 20

    mutating func callVoid(_ subroutine: Subroutine, _ arguments: [TypedExpression]) throws(CompileError) {
        guard [.bcopy, .copyinto, .copyout, .copyoutstr].contains(subroutine) else { throw refusal(subroutine) }
        let first = try argument(arguments, 0, subroutine)
        let second = try argument(arguments, 1, subroutine)
        let third = try argument(arguments, 2, subroutine)
        switch subroutine {
        case .bcopy: try copy(first, to: second, third, .probeReadKernel)
        case .copyinto: try copy(first, to: third, second, .probeReadUser)
        case .copyout: try copyout(first, second, third)
        default: try copyoutString(first, second, third)
        }
    }

    func refusal(_ subroutine: Subroutine) -> CompileError {
        failure("\(subroutine.rawValue)() is not available in programs for this kernel.")
    }

    func argument(_ arguments: [TypedExpression], _ index: Int, _ subroutine: Subroutine) throws(CompileError)
        -> TypedExpression
    {
        guard arguments.indices.contains(index) else {
            throw failure("\(subroutine.rawValue)() lacks its argument \(index + 1).")
        }
        return arguments[index]
    }

    /// The kernel's string copy returns the length with the zero byte.
    private mutating func stringLength(_ expression: TypedExpression) throws(CompileError) -> Value {
        let buffer = scratch(stringSize)
        let length: VirtualRegister
        switch try string(expression) {
        case .literal(let bytes): return .constant(Int64(min(bytes.count, stringSize - 1)))
        case .memory(let address): length = copyString(from: address, to: buffer, size: stringSize)
        case .remote(let source, let space):
            length = readString(from: source, space, to: buffer, size: stringSize)
            check(.register(length), .signedGreater, .constant(0), else: .badAddress, value: source)
        }
        alu(.sub, length, .constant(1))
        return .register(length)
    }

    private mutating func swapBytes(_ expression: TypedExpression, bits: Int) throws(CompileError) -> Value {
        let result = copy(try lower(expression))
        emit(.byteSwap(.big, bits, result))
        return .register(result)
    }
}
