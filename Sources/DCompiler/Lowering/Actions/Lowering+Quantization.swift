import BPF
import DLanguage

// The buckets of quantize, lquantize and llquantize.
extension ClauseLowering {
    /// The bucket of a power-of-two distribution: 63 for zero, 63 + k from 2^(k-1) on, 63 - k for negatives.
    mutating func quantizeBucket(_ value: Value) -> VirtualRegister {
        let sign = register(value)
        let rest = copy(value)
        ifNegative(sign) { $0.emit(.negate(rest)) }
        let exponent = copy(.constant(0))
        // Hardly any number takes more than 32 bits.
        let high = copy(.register(rest))
        alu(.rsh, high, .constant(32))
        let low = function.label()
        emit(.jump(.equal, high, .immediate(0), low))
        emit(.move(rest, high))
        emit(.constant(exponent, 32))
        function.bind(low)
        // Binary search without branches, so that the verifier sees few paths: does anything lie above the lower half?
        for shift in [16, 8, 4, 2, 1] as [Int64] {
            let step = copy(.register(rest))
            alu(.rsh, step, .constant(shift))
            emit(.negate(step))
            alu(.rsh, step, .constant(63))
            if shift > 1 { alu(.lsh, step, .constant(Int64(shift.trailingZeroBitCount))) }
            alu(.add, exponent, .register(step))
            alu(.rsh, rest, .register(step))
        }
        // What is left is 1, or 0 for zero. Only the most negative number reaches beyond 63.
        alu(.add, exponent, .register(rest))
        let fits = function.label()
        emit(.jump(.lessOrEqual, exponent, .immediate(63), fits))
        emit(.constant(exponent, 63))
        function.bind(fits)
        ifNegative(sign) { $0.emit(.negate(exponent)) }
        alu(.add, exponent, .constant(63))
        return exponent
    }

    /// Most numbers are not negative, which the processor foresees.
    private mutating func ifNegative(_ number: VirtualRegister, _ body: (inout ClauseLowering) -> Void) {
        let end = function.label()
        emit(.jump(.signedGreaterOrEqual, number, .immediate(0), end))
        body(&self)
        function.bind(end)
    }

    /// 0 below the base, then a bucket for each step, the last at or above the last step's end.
    mutating func linearBucket(_ value: Value, _ base: Int32, _ step: UInt16, _ count: Int)
        -> VirtualRegister
    {
        let bucket = copy(.constant(0))
        let end = function.label()
        let signed = ScalarType(bytes: 8, isSigned: true)
        let limit = Int64(base) + Int64(count - 2) * Int64(step)
        jump(.less, value, .constant(Int64(base)), signed, to: end)
        emit(.constant(bucket, Int64(count - 1)))
        jump(.greaterOrEqual, value, .constant(limit), signed, to: end)
        move(bucket, value)
        alu(.sub, bucket, .constant(Int64(base)))
        alu(.div, bucket, .constant(Int64(max(1, step))))
        alu(.add, bucket, .constant(1))
        function.bind(end)
        return bucket
    }

    /// The bucket counted from the most negative one; see `LogLinearScale`.
    mutating func logLinearBucket(_ value: Value, _ scale: LogLinearScale) -> VirtualRegister {
        let size = magnitude(value)
        let bucket = copy(.constant(0))
        let end = function.label()
        for range in scale.ranges {
            let next = function.label()
            if range.isFirst {
                jump(.less, .register(size), .constant(Int64(bitPattern: range.start)), .address, to: end)
            }
            // Every range begins where the one before it ends.
            jump(.greaterOrEqual, .register(size), .constant(Int64(bitPattern: range.end)), .address, to: next)
            move(bucket, .register(size))
            alu(.sub, bucket, .constant(Int64(bitPattern: range.origin)))
            alu(.div, bucket, .register(register(.constant(Int64(bitPattern: range.step)))))
            alu(.add, bucket, .constant(Int64(range.firstBucket)))
            emit(.go(end))
            function.bind(next)
        }
        emit(.constant(bucket, Int64(scale.overflowBucket)))
        function.bind(end)
        let sign = copy(value)
        alu(.arsh, sign, .constant(63))
        alu(.xor, bucket, .register(sign))
        alu(.sub, bucket, .register(sign))
        alu(.add, bucket, .constant(Int64(scale.centre)))
        return bucket
    }
}
