import BPF
import DLanguage
import ProviderAPI

// Subroutines that give strings.
extension ClauseLowering {
    mutating func callString(_ subroutine: Subroutine, _ arguments: [TypedExpression]) throws(CompileError)
        -> StringValue
    {
        switch subroutine {
        case .copyinstr where arguments.count > 1: return try limitedCopy(arguments[0], arguments[1])
        case .copyinargs: return try argumentText(arguments[0], arguments[1])
        case .copyinstr: return .remote(try lower(argument(arguments, 0, subroutine)), .user)
        case .strjoin:
            return try join(argument(arguments, 0, subroutine), argument(arguments, 1, subroutine))
        case .substr: return try substring(arguments)
        case .strchr, .strrchr: return try stringFrom(arguments, subroutine)
        case .strstr: return try stringFromOccurrence(arguments)
        case .basename, .dirname: return try pathPart(arguments, subroutine)
        case .lltostr: return try numberString(arguments)
        case .toupper, .tolower: return try changeCase(arguments, subroutine)
        case .inet_ntoa: return try internetAddress(arguments)
        case .inet_ntoa6: return try internetAddress6(arguments)
        case .inet_ntop: return try networkAddress(arguments)
        case .link_ntop: return try linkAddress(arguments)
        case .strtok: return try token(arguments)
        case .cleanpath: return try cleanPath(arguments)
        case .d_path: return try fullPath(argument(arguments, 0, subroutine))
        default: throw refusal(subroutine)
        }
    }

    /// `copyinstr(address, limit)`: at most `limit` bytes with the zero byte.
    private mutating func limitedCopy(_ address: TypedExpression, _ limit: TypedExpression) throws(CompileError)
        -> StringValue
    {
        let buffer = scratch(stringSize)
        let source = try lower(address)
        let size = copy(try lower(limit), .pinned)
        let fits = function.label()
        emit(.jump(.lessOrEqual, size, .immediate(Int32(stringSize)), fits))
        emit(.constant(size, Int64(stringSize)))
        function.bind(fits)
        check(.register(size), .notEqual, .constant(0), else: .badSize)
        let from = register(source)
        let length = callHelper(.probeReadUserStr, [.address(buffer), .register(size), .register(from)])
        check(.register(length), .signedGreater, .constant(0), else: .badAddress, value: source)
        return .memory(buffer)
    }

    /// Both strings one after the other, cut to the string size.
    ///
    /// What the operands take of scratch memory is free again when they are copied.
    private mutating func join(_ first: TypedExpression, _ second: TypedExpression) throws(CompileError) -> StringValue
    {
        // The second string may begin at the last byte of the first, so there is room for two.
        let buffer = scratch(stringSize.aligned(to: 8) + stringSize)
        let length = try scoped { (me) throws(CompileError) in
            me.copyString(from: try me.materialize(me.string(first)), to: buffer, size: me.stringSize)
        }
        alu(.sub, length, .constant(1))
        try scoped { (me) throws(CompileError) in
            let tail = try me.materialize(me.string(second))
            let offset = me.copy(.register(length), .pinned)
            me.boundLength(offset)
            let end = me.function.register(.pinned)
            me.emit(.address(end, buffer))
            me.alu(.add, end, .register(offset))
            me.emit(
                .call(
                    .probeReadKernelStr, [.register(end), .immediate(Int64(me.stringSize)), .address(tail)],
                    result: nil))
        }
        emit(.store(.byte, buffer.advanced(by: stringSize - 1), .immediate(0)))
        return .memory(buffer)
    }

    /// Lets the verifier see that a length is below the string size, which it always is.
    mutating func boundLength(_ length: VirtualRegister) {
        let fits = function.label()
        emit(.jump(.less, length, .immediate(Int32(stringSize)), fits))
        emit(.constant(length, 0))
        function.bind(fits)
    }
}
