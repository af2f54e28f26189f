/// What is reported about operators and their operands.
extension Diagnostic {
    static func needsInteger(_ symbol: String, operands count: Int, at site: SourceRange) -> Diagnostic {
        needs("D_OP_INT", symbol, "integral", operands: count, at: site)
    }

    static func needsArithmetic(_ symbol: String, operands count: Int, at site: SourceRange) -> Diagnostic {
        needs("D_OP_ARITH", symbol, "arithmetic", operands: count, at: site)
    }

    static func needsScalar(_ symbol: String, operands count: Int, at site: SourceRange) -> Diagnostic {
        needs("D_OP_SCALAR", symbol, "scalar", operands: count, at: site)
    }

    private static func needs(
        _ tag: String, _ symbol: String, _ kind: String, operands count: Int, at site: SourceRange
    ) -> Diagnostic {
        let operands = count == 1 ? "an operand" : "operands"
        return Diagnostic(tag, "operator \(symbol) requires \(operands) of \(kind) type", at: site)
    }

    static func incompatible(_ left: String, _ symbol: String, _ right: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_OP_INCOMPAT", "operands have incompatible types: \"\(left)\" \(symbol) \"\(right)\"", at: site)
    }

    static func choiceNotScalar(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_SCALAR", "operator ?: expression must be of scalar type", at: site)
    }

    static func choiceIncompatible(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_INCOMPAT", "operator ?: operands must have compatible types", at: site)
    }

    /// An operator that counts in the size of what a pointer leads to.
    static func sizeUnknown(_ symbol: String, _ operand: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_VFPTR", "operator \(symbol) requires \(operand) of known size", at: site)
    }

    static func arrayOperand(_ symbol: String, _ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_ARRFUN", "operator \(symbol) may not be applied to operand of type \"\(type)\"", at: site)
    }

    static func needsPointer(_ symbol: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_PTR", "operator \(symbol) must be applied to a pointer", at: site)
    }

    static func outOfBounds(_ index: Int64, count: Int, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_ARR_BOUNDS", "index outside array bounds: \(UInt64(bitPattern: index)), max is \(count)", at: site)
    }

    static func ambiguous(_ symbol: String, _ name: String, _ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_IDENT_AMBIG",
            "ambiguous use of operator \(symbol): \(name) is both a \(type) enum tag and a global scalar", at: site)
    }

    static func needsLvalue(_ symbol: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_LVAL", "operator \(symbol) requires modifiable lvalue as an operand", at: site)
    }

    static func notWritable(_ symbol: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_WRITE", "operator \(symbol) can only be applied to a writable variable", at: site)
    }

    static func isAction(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_ACT", "\(name)( ) is an action: it has no value to use in an expression", at: site)
    }

    static func dynamicOperand(_ what: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OP_DYN", "\(what) may only be recorded or used as an aggregation key", at: site)
    }

    static func divisionByZero(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DIV_ZERO", "expression contains division by zero", at: site)
    }

    static func derefNonPointer(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DEREF_NONPTR", "cannot dereference non-pointer type", at: site)
    }

    static func derefVoid(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DEREF_VOID", "cannot dereference pointer to void", at: site)
    }

    static func derefFunction(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DEREF_FUNC", "cannot dereference pointer to function", at: site)
    }

    static func addressOfRvalue(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ADDROF_LVAL", "unacceptable operand for unary & operator", at: site)
    }

    static func addressOfBitField(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ADDROF_BITFIELD", "cannot take address of bit-field", at: site)
    }

    static func addressOfVariable(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_ADDROF_VAR", "cannot take address of dynamic variable", at: site)
    }

    static func notAggregate(_ symbol: String, _ type: String, pointer: Bool, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_OP_SOU",
            "operator \(symbol) cannot be applied to \(type): it must be applied to a struct or union"
                + (pointer ? " pointer" : ""), at: site)
    }

    static func noPointerTarget(_ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_OP_SOU",
            "operator -> cannot be applied to \(type): the kernel's types, which say what it leads to, are not available",
            at: site)
    }

    static func noMember(_ name: String, of type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_TYPE_MEMBER", "\(name) is not a member of \(type)", at: site)
    }

    static func invalidCast(from: String, to: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_CAST_INVAL", "invalid cast expression: \"\(from)\" to type \"\(to)\"", at: site)
    }

    static func sizeofUnknown(at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_SIZEOF_TYPE", "cannot apply sizeof to an operand of unknown size", at: site)
    }

    static func sizeofBitField(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_SIZEOF_BITFIELD", "cannot apply sizeof to a bit-field", at: site)
    }

    static func offsetofType(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OFFSETOF_TYPE", "offsetof operand must be a struct or union type", at: site)
    }

    static func offsetofMember(_ name: String, _ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_UNKNOWN", "failed to determine offset of \(name): it is not a member of \(type)", at: site)
    }

    static func offsetofBitField(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_OFFSETOF_BITFIELD", "cannot take offset of a bit-field: \(name)", at: site)
    }

    static func stringofType(_ type: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_STRINGOF_TYPE", "cannot apply stringof to a value of type \(type)", at: site)
    }

    static func allocaMix(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_ALLOCA_INCOMPAT", "\(name): cannot reuse the same identifier for both alloca and non-alloca allocations",
            at: site)
    }

    static func noTranslator(from: String, to: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_NONE", "cannot translate from \"\(from)\" to \"\(to)\"", at: site)
    }

    static func noTranslatedMember(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_NOCONV", "translator does not define conversion for member: \(name)", at: site)
    }

    static func wholeTranslation(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_XLATE_SOU", "a translated value is used through its members: follow it with -> or .", at: site)
    }

    /// Whether this is about a translated value at the place.
    func isWholeTranslation(at site: SourceRange) -> Bool { self == .wholeTranslation(at: site) }
}
