/// The constant parameters of `lquantize` and `llquantize`; argument #1 of messages is the first after the value.
extension Checker {
    private mutating func parameter(
        _ syntax: SyntaxExpression, _ name: String, _ number: Int, tag: String
    ) throws(Diagnostic) -> Int64 {
        guard case .integer(let value) = try check(syntax).kind else {
            throw .quantize(
                "\(tag)TYPE", "\(name)( ) argument #\(number) must be an integer constant", at: syntax.range)
        }
        return value
    }

    mutating func linear(
        _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> AggregatingFunction {
        let base = try parameter(arguments[1], "lquantize", 1, tag: "D_LQUANT_BASE")
        guard let base = Int32(exactly: base) else {
            throw .quantize("D_LQUANT_BASEVAL", "lquantize( ) argument #1 must be a 32-bit quantity", at: site)
        }
        let limit = try parameter(arguments[2], "lquantize", 2, tag: "D_LQUANT_LIM")
        guard let limit = Int32(exactly: limit) else {
            throw .quantize("D_LQUANT_LIMVAL", "lquantize( ) argument #2 must be a 32-bit quantity", at: site)
        }
        guard base < limit else {
            throw .quantize(
                "D_LQUANT_MISMATCH", "lquantize( ) base (argument #1) must be less than limit (argument #2)", at: site)
        }
        let step = arguments.count > 3 ? try parameter(arguments[3], "lquantize", 3, tag: "D_LQUANT_STEP") : 1
        guard step != 0 else {
            throw .quantize(
                "D_LQUANT_STEPTYPE", "lquantize( ) argument #3 must be a non-zero positive integer constant", at: site)
        }
        guard let step = UInt16(exactly: step) else {
            throw .quantize("D_LQUANT_STEPVAL", "lquantize( ) argument #3 must be a 16-bit quantity", at: site)
        }
        let levels = (Int64(limit) - Int64(base)) / Int64(step)
        guard levels > 0 else {
            throw .quantize(
                "D_LQUANT_STEPLARGE", "lquantize( ) step (argument #3) results in no quantization levels", at: site)
        }
        guard levels < Int64(UInt16.max) else {
            throw .quantize(
                "D_LQUANT_STEPSMALL", "lquantize( ) step (argument #3) results in too many quantization levels",
                at: site)
        }
        return .lquantize(base: base, limit: limit, step: step)
    }

    mutating func logLinear(
        _ arguments: [SyntaxExpression], at site: SourceRange
    ) throws(Diagnostic) -> AggregatingFunction {
        let names = ["FACTOR", "LMAG", "HMAG", "STEP"]
        var values: [UInt16] = []
        for (index, name) in names.enumerated() where index + 1 < arguments.count {
            let value = try parameter(arguments[index + 1], "llquantize", index + 1, tag: "D_LLQUANT_\(name)")
            guard let word = UInt16(exactly: value) else {
                throw .quantize(
                    "D_LLQUANT_\(name)VAL",
                    "llquantize( ) argument #\(index + 1) must be an unsigned 16-bit quantity", at: site)
            }
            values.append(word)
        }
        // Without a number of steps, powers are not cut (DTrace guide, function llquantize).
        let (factor, low, high, steps) = (values[0], values[1], values[2], values.count > 3 ? values[3] : 1)
        guard factor >= 2 else {
            throw .quantize(
                "D_LLQUANT_FACTORVAL", "llquantize( ) factor (argument #1) must be two or more", at: site)
        }
        guard low <= high else {
            throw .quantize(
                "D_LLQUANT_HMAGVAL",
                "llquantize( ) argument #3 (high magnitude) must be at least argument #2 (low magnitude)", at: site)
        }
        guard steps >= factor || steps > 0 && factor % steps == 0 else {
            throw .quantize(
                "D_LLQUANT_STEPVAL",
                "llquantize( ) factor (argument #1) must be less than or equal to the number of linear steps "
                    + "per magnitude (argument #4), or a multiple of it", at: site)
        }
        guard steps < factor || steps % factor == 0 && fitsPower(factor, steps) else {
            throw .quantize(
                "D_LLQUANT_STEPVAL",
                "llquantize( ) number of linear steps per magnitude (argument #4) must divide evenly by factor "
                    + "and divide a power of it", at: site)
        }
        guard power(factor, high + 1) != nil else {
            throw .quantize(
                "D_LLQUANT_HMAGVAL",
                "llquantize( ) factor (\(factor)) raised to power of high magnitude (\(high)) overflows 64-bits",
                at: site)
        }
        return .llquantize(factor: factor, low: low, high: high, steps: steps)
    }

    /// Whether some power of `factor` is a multiple of `steps`, so that buckets of every magnitude have whole bounds.
    private func fitsPower(_ factor: UInt16, _ steps: UInt16) -> Bool {
        var rest = UInt64(factor)
        while rest < UInt64(steps) {
            let (product, overflow) = rest.multipliedReportingOverflow(by: UInt64(factor))
            guard !overflow else { return false }
            rest = product
        }
        return rest % UInt64(steps) == 0
    }

    private func power(_ factor: UInt16, _ exponent: UInt16) -> Int64? {
        var result: Int64 = 1
        for _ in 0..<exponent {
            let (product, overflow) = result.multipliedReportingOverflow(by: Int64(factor))
            guard !overflow else { return nil }
            result = product
        }
        return result
    }

    /// How the parameters differ from those of the first use; nil when they agree.
    func parameterMismatch(
        _ current: AggregatingFunction, _ previous: AggregatingFunction, line: Int, at site: SourceRange
    ) -> Diagnostic? {
        var rows: [(tag: String, what: String, now: Int64, before: Int64)] = []
        switch (current, previous) {
        case (.lquantize(let base, let limit, let step), .lquantize(let oldBase, let oldLimit, let oldStep)):
            rows = [
                ("D_LQUANT_MATCHBASE", "lquantize( ) base (argument #1)", Int64(base), Int64(oldBase)),
                ("D_LQUANT_MATCHLIM", "lquantize( ) limit (argument #2)", Int64(limit), Int64(oldLimit)),
                ("D_LQUANT_MATCHSTEP", "lquantize( ) step (argument #3)", Int64(step), Int64(oldStep)),
            ]
        case (.llquantize(let factor, let low, let high, let steps), .llquantize(let f, let l, let h, let s)):
            rows = [
                ("D_LLQUANT_MATCHFACTOR", "llquantize( ) factor (argument #1)", Int64(factor), Int64(f)),
                ("D_LLQUANT_MATCHLMAG", "llquantize( ) low magnitude (argument #2)", Int64(low), Int64(l)),
                ("D_LLQUANT_MATCHHMAG", "llquantize( ) high magnitude (argument #3)", Int64(high), Int64(h)),
                ("D_LLQUANT_MATCHSTEPS", "llquantize( ) linear steps (argument #4)", Int64(steps), Int64(s)),
            ]
        default: return nil
        }
        guard let row = rows.first(where: { $0.now != $0.before }) else { return nil }
        return .quantize(
            row.tag,
            "\(row.what) doesn't match previous declaration:\n\t current: \(row.now)\n\tprevious: \(row.before) : line \(line)",
            at: site)
    }
}
