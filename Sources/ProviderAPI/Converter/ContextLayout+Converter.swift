public import BPF

extension ContextLayout {
    /// Emits the instructions that fill the demanded parts of the probe context from the native context.
    ///
    /// r6 is the native context and r7 the probe context, at least `ProbeContext.headerSize` bytes of a map value;
    /// both are kept. r0-r5, r8, r9 and the stack down to fp-64 are used freely. Demanded arguments without a source
    /// become 0. Throws for layouts that make no sense, such as an offset outside every context.
    public func emitConverter(into code: inout Code, demand: ContextDemand) throws(ProviderError) {
        if let customConverter {
            code.append(customConverter)
            return
        }
        var generator = ConverterGenerator(layout: self)
        for index in demand.arguments.sorted() where ProbeContext.argumentIndices.contains(index) {
            let source = index < arguments.count ? arguments[index] : .constant(0)
            try generator.store(source, at: ProbeContext.argument(index))
        }
        if let returnValue { try generator.store(returnValue, at: ProbeContext.returnValue) }
        if let errorResult { try generator.storeErrorNumber(of: errorResult) }
        code.append(generator.code)
    }

    /// Emits the layout's conditions: control reaches `otherwise` when one of them does not hold.
    ///
    /// Registers and stack as for `emitConverter`, except that r7 is neither read nor needed.
    public func emitFilters(into code: inout Code, otherwise: Label) throws(ProviderError) {
        guard let shortcut, !filters.isEmpty else { return try emit(filters, into: &code, otherwise: otherwise) }
        let all = code.label()
        let passed = code.label()
        try emit([shortcut], into: &code, otherwise: all)
        code += [.go(passed), .bind(all)]
        try emit(filters, into: &code, otherwise: otherwise)
        code.bind(passed)
    }

    private func emit(_ filters: [ContextFilter], into code: inout Code, otherwise: Label) throws(ProviderError) {
        for filter in filters {
            var generator = ConverterGenerator(layout: self)
            switch filter {
            case .equals(let source, let value):
                try generator.evaluate(source, into: .r1)
                generator.load(value, into: .r2)
                code.append(generator.code)
                code.emit(.jump(.notEqual, .r1, .register(.r2), otherwise))
            case .noBits(let source, let mask):
                try generator.evaluate(source, into: .r1)
                code.append(generator.code)
                code.emit(.jump(.bitsSet, .r1, .immediate(mask), otherwise))
            case .process(let id):
                code.emit(.call(.getCurrentPidTgid))
                code.emit(.alu(.rsh, .w64, .r0, 32))
                generator.load(Int64(id), into: .r1)
                code.append(generator.code)
                code.emit(.jump(.notEqual, .r0, .register(.r1), otherwise))
            }
        }
    }
}

extension ContextLayout {
    /// Emits the instructions that compute a source in one of r1-r5; registers and stack as for `emitConverter`.
    public func emitValue(of source: ArgumentSource, into register: Register, code: inout Code) throws(ProviderError) {
        var generator = ConverterGenerator(layout: self)
        try generator.evaluate(source, into: register)
        code.append(generator.code)
    }
}

extension ProbeContext {
    /// The indices of arg0-arg9.
    static let argumentIndices = 0..<10
}
