import BPF
import DLanguage
import ProviderAPI

// Aggregations: words of per-CPU map values, updated atomically because a nested firing may update the same ones.
extension ClauseLowering {
    mutating func lower(_ aggregate: TypedAggregate) throws(CompileError) {
        let target = context.aggregations[aggregate.aggregation.index]
        let pointer = try entry(target, aggregate.keys)
        let absent = function.label()
        // Values come after the keys, from left to right.
        var value = Value.constant(0)
        if let expression = aggregate.value {
            value = convert(try lower(expression), from: layout.scalar(expression.type), to: .address)
        }
        var increment = Value.constant(1)
        if let expression = aggregate.increment { increment = try lower(expression) }
        let located = try pointer(&self)
        emit(.jump(.equal, located, .immediate(0), absent))
        let words = AggregationWords(pointer: located)
        update(target.aggregation, words, value, increment)
        function.bind(absent)
    }

    /// Evaluates the keys; the result finds or makes the entry, and counts a drop when there is no room for it.
    private mutating func entry(_ target: AggregationLayout, _ keys: [TypedExpression]) throws(CompileError)
        -> (inout ClauseLowering) throws(CompileError) -> VirtualRegister
    {
        if case .perCPUArray(let index) = target.storage {
            return { (me) throws(CompileError) in
                let key = me.readBuffer()
                me.emit(.store(.word, key, .immediate(Int32(clamping: index))))
                return me.lookup(target.map, key)
            }
        }
        let key = aggregationKeyBuffer(target.keySize)
        let isShared = target.keySize <= 32
        var parts: [(RecordField, KeyPart?)] = []
        if !isShared { zero(key, target.keySize, except: zip(target.keys, keys).map { $0.certainRange(of: $1) }) }
        for (field, expression) in zip(target.keys, keys) {
            // Small keys share a buffer with other tuples, so they are packed when all is evaluated.
            if isShared && field.probePart == nil {
                parts.append((field, try aggregationKeyPart(expression, field)))
            } else if isShared {
                parts.append((field, nil))
            } else {
                try fill(key.advanced(by: field.offset), field, expression)
            }
        }
        return { (me) throws(CompileError) in
            if isShared { try me.packSmallKey(key, target.keySize, parts) }
            return me.findOrMake(target, key)
        }
    }

    private mutating func aggregationKeyPart(_ expression: TypedExpression, _ field: RecordField) throws(CompileError)
        -> KeyPart
    {
        expression.kind == .builtin(.execname)
            ? .command(size: field.size)
            : isString(expression) ? .string(try string(expression), size: field.size) : try keyPart(expression)
    }

    private mutating func packSmallKey(_ key: IRAddress, _ size: Int, _ parts: [(RecordField, KeyPart?)])
        throws(CompileError)
    {
        zero(
            key, size,
            except: parts.map { field, part in field.offset..<field.offset + min(field.size, part?.certainBytes ?? 0) })
        for (field, part) in parts {
            let address = key.advanced(by: field.offset)
            if let part {
                try store(part, at: address)
            } else {
                let probe = register(contextWord(ProbeContext.probeID))
                emit(.store(.word, address, .register(probe)))
            }
        }
    }

    private mutating func findOrMake(_ target: AggregationLayout, _ key: IRAddress) -> VirtualRegister {
        let pointer = function.register(.tracked)
        constants.reserveZeros(target.valueWords * 8)
        guard let short = target.shortKeys else {
            findOrMake(target.map, key, pointer)
            return pointer
        }
        let (long, end) = (function.label(), function.label())
        let next = function.register()
        emit(.load(.double, next, key.advanced(by: short.size)))
        emit(.jump(.notEqual, next, .immediate(0), long))
        findOrMake(short.map, key, pointer)
        emit(.go(end))
        function.bind(long)
        findOrMake(target.map, key, pointer)
        function.bind(end)
        return pointer
    }

    private mutating func findOrMake(_ map: MapReference, _ key: IRAddress, _ pointer: VirtualRegister) {
        let found = function.label()
        emit(.call(.mapLookupElem, [.map(map), .address(key)], result: pointer))
        emit(.jump(.notEqual, pointer, .immediate(0), found))
        // A nested firing may have made the entry meanwhile: BPF_NOEXIST (1) then fails and the lookup finds it.
        emit(
            .call(
                .mapUpdateElem,
                [.map(map), .address(key), .mapValue(ConstantTable.zerosMap, 0), .immediate(1)], result: nil))
        emit(.call(.mapLookupElem, [.map(map), .address(key)], result: pointer))
        emit(.jump(.notEqual, pointer, .immediate(0), found))
        countDrop(.aggregation)
        emit(.constant(pointer, 0))
        function.bind(found)
    }

    private mutating func update(
        _ aggregation: Aggregation, _ words: AggregationWords, _ value: Value, _ increment: Value
    ) {
        switch aggregation.function {
        case .count: break
        case .sum, .avg: words.add(&self, value, at: 1)
        case .min: updateExtreme(words, value, aggregation, keeps: .lessOrEqual)
        case .max: updateExtreme(words, value, aggregation, keeps: .greaterOrEqual)
        case .stddev:
            words.add(&self, value, at: 1)
            addSquare(words, value, isSigned: aggregation.isSigned)
        case .quantize: words.add(&self, increment, at: quantizeBucket(value), lowest: 1, count: 127)
        case .lquantize(let base, _, let step):
            let count = AggregationValue.words(of: aggregation.function) - 1
            words.add(&self, increment, at: linearBucket(value, base, step, count), lowest: 1, count: count)
        case .llquantize(let factor, let low, let high, let steps):
            let count = AggregationValue.words(of: aggregation.function) - 1
            let bucket = logLinearBucket(value, LogLinearScale(factor, low, high, steps))
            words.add(&self, increment, at: bucket, lowest: 1, count: count)
        }
        words.add(&self, .constant(1), at: 0)
    }

    /// Keeps the old value when `keeps` holds for it; retries when a nested firing changes it in between, which can
    /// happen once for each level of nesting.
    private mutating func updateExtreme(
        _ words: AggregationWords, _ value: Value, _ aggregation: Aggregation, keeps: BinaryOperator
    ) {
        let bias = Int64(bitPattern: AggregationValue.bias(of: aggregation.function, isSigned: aggregation.isSigned))
        let type = ScalarType(bytes: 8, isSigned: aggregation.isSigned)
        let done = function.label()
        let address = IRAddress(.register(words.pointer), 8)
        let attempts = 4
        for _ in 0..<attempts {
            let seen = function.register(.pinned)
            emit(.load(.double, seen, address))
            let old = copy(.register(seen))
            alu(.xor, old, .constant(bias))
            jump(keeps, .register(old), value, type, to: done)
            let replacement = copy(value, .pinned)
            alu(.xor, replacement, .constant(bias))
            let expected = copy(.register(seen), .pinned)
            emit(.compareExchange(address, expected: expected, replacement: replacement))
            emit(.jump(.equal, expected, .register(seen), done))
        }
        countDrop(.aggregation)
        function.bind(done)
    }

    /// Adds the 128-bit square of the value to words 2 and 3.
    private mutating func addSquare(_ words: AggregationWords, _ value: Value, isSigned: Bool) {
        let magnitude = isSigned ? magnitude(value) : copy(value)
        let low = copy(.register(magnitude))
        normalize(low, to: ScalarType(bytes: 4, isSigned: false))
        let high = copy(.register(magnitude))
        alu(.rsh, high, .constant(32))
        // (high 2^32 + low)^2 = high^2 2^64 + high low 2^33 + low^2
        let cross = copy(.register(high))
        alu(.mul, cross, .register(low))
        let upper = copy(.register(high))
        alu(.mul, upper, .register(high))
        let crossUpper = copy(.register(cross))
        alu(.rsh, crossUpper, .constant(31))
        alu(.add, upper, .register(crossUpper))
        alu(.lsh, cross, .constant(33))
        let lower = copy(.register(low))
        alu(.mul, lower, .register(low))
        alu(.add, lower, .register(cross))
        addCarry(of: .register(cross), in: .register(lower), to: upper)
        let old = copy(.register(lower), .pinned)
        emit(.atomic(.fetchAdd, IRAddress(.register(words.pointer), 16), old))
        let sum = copy(.register(old))
        alu(.add, sum, .register(lower))
        addCarry(of: .register(lower), in: .register(sum), to: upper)
        words.add(&self, .register(upper), at: 3)
    }

    /// Adds one to `target` when a sum is below one of its parts, that is when it has overflowed.
    private mutating func addCarry(of part: Value, in sum: Value, to target: VirtualRegister) {
        let none = function.label()
        jump(.greaterOrEqual, sum, part, .address, to: none)
        alu(.add, target, .constant(1))
        function.bind(none)
    }
}

extension RecordField {
    /// Where the field's value is written whatever it is.
    fileprivate func certainRange(of expression: TypedExpression) -> Range<Int> {
        switch type.resolved {
        case .stack, .symbol: return offset..<offset + size
        case .integer, .enumeration, .pointer: return offset..<offset + (probePart == nil ? size : 0)
        case _ where expression.kind == .builtin(.execname):
            return offset..<offset + min(ClauseLowering.commandSize, size)
        default: return offset..<offset
        }
    }
}

/// The words of one aggregation entry.
struct AggregationWords {
    let pointer: VirtualRegister

    func add(_ lowering: inout ClauseLowering, _ value: Value, at word: Int) {
        let addend = lowering.register(value)
        lowering.emit(.atomic(.add, IRAddress(.register(pointer), word * 8), addend))
    }

    /// Adds to word `lowest + index`; an index that is not below `count` cannot occur, which the verifier does not know.
    func add(_ lowering: inout ClauseLowering, _ value: Value, at index: VirtualRegister, lowest: Int, count: Int) {
        let outside = lowering.function.label()
        let addend = lowering.register(value)
        let offset = lowering.copy(.register(index), .pinned)
        let word = lowering.function.register(.pinned)
        lowering.emit(.jump(.greaterOrEqual, offset, .immediate(Int32(count)), outside))
        lowering.alu(.lsh, offset, .constant(3))
        lowering.emit(.move(word, pointer))
        lowering.alu(.add, word, .register(offset))
        lowering.emit(.atomic(.add, IRAddress(.register(word), lowest * 8), addend))
        lowering.function.bind(outside)
    }
}
