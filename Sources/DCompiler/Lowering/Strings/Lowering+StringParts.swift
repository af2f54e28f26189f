import BPF
import DLanguage
import ProviderAPI

// Parts of strings and strings of parts.
//
// The command line of a process: its arguments lie one behind the other, each with its zero byte.
extension ClauseLowering {
    /// `copyinargs(address, size)`: that many bytes at most, with blanks for all zero bytes but the last.
    mutating func argumentText(_ address: TypedExpression, _ limit: TypedExpression) throws(CompileError)
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
        zero(buffer, stringSize.aligned(to: 8))
        let from = register(source)
        let result = callHelper(.probeReadUser, [.address(buffer), .register(size), .register(from)])
        check(.register(result), .equal, .constant(0), else: .badAddress, value: source)
        let last = copy(.register(size), .pinned)
        alu(.sub, last, .constant(1))
        let end = ScratchCell(&self, .register(last))
        loop(stringSize - 1) { me, index, exit in
            let stop = me.register(end.load(&me))
            me.emit(.jump(.greaterOrEqual, index, .register(stop), exit))
            let pointer = me.function.register(.pinned)
            let byte = me.function.register()
            me.emit(.address(pointer, buffer))
            me.alu(.add, pointer, .register(index))
            me.emit(.load(.byte, byte, IRAddress(.register(pointer))))
            let isText = me.function.label()
            me.emit(.jump(.notEqual, byte, .immediate(0), isText))
            me.emit(.store(.byte, IRAddress(.register(pointer)), .immediate(Int32(UInt8(ascii: " ")))))
            me.function.bind(isText)
        }
        emit(.store(.byte, buffer.advanced(by: stringSize - 1), .immediate(0)))
        return .memory(buffer)
    }

    /// `string[index]`, with indices that no string has out of bounds.
    mutating func byteOfString(_ arguments: [TypedExpression]) throws(CompileError) -> Value {
        let memory = try materialize(try string(argument(arguments, 0, .strbyte)))
        let index = copy(try lower(argument(arguments, 1, .strbyte)), .pinned)
        check(.register(index), .less, .constant(Int64(stringSize)), else: .badIndex, value: .register(index))
        let place = pointer(into: memory, at: .register(index), below: stringSize)
        return load(IRAddress(.register(place)), ScalarType(bytes: 1, isSigned: true))
    }
}
