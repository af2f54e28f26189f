import CLibbpf

extension BTF {
    /// Takes a raw type apart, the variable part behind it included.
    func decode(_ raw: UnsafePointer<btf_type>) -> BTFType {
        let name = name(at: raw.pointee.name_off)
        let target = BTFTypeID(rawValue: raw.pointee.type)
        let bytes = Int(raw.pointee.size)
        switch Int(btf_kind(raw)) {
        case BTF_KIND_INT: return .integer(integer(raw, name: name, bytes: bytes))
        case BTF_KIND_FLOAT: return .float(name: name, bytes: bytes)
        case BTF_KIND_PTR: return .pointer(target)
        case BTF_KIND_ARRAY: return array(raw)
        case BTF_KIND_STRUCT, BTF_KIND_UNION: return .aggregate(aggregate(raw, name: name, bytes: bytes))
        case BTF_KIND_ENUM: return .enumeration(.init(name: name, bytes: bytes, constants: constants(raw)))
        case BTF_KIND_ENUM64: return .enumeration(.init(name: name, bytes: bytes, constants: wideConstants(raw)))
        case BTF_KIND_FWD: return .forward(name: name, isUnion: btf_kflag(raw))
        case BTF_KIND_TYPEDEF: return .alias(name: name, target)
        case BTF_KIND_CONST: return .qualified("const", target)
        case BTF_KIND_VOLATILE: return .qualified("volatile", target)
        case BTF_KIND_RESTRICT: return .qualified("restrict", target)
        case BTF_KIND_TYPE_TAG: return .tagged(name, target)
        case BTF_KIND_FUNC: return .function(name: name, target)
        case BTF_KIND_FUNC_PROTO: return .prototype(prototype(raw))
        case BTF_KIND_VAR: return .variable(name: name, target)
        default: return .other
        }
    }

    private func integer(_ raw: UnsafePointer<btf_type>, name: String, bytes: Int) -> BTFInteger {
        let encoding = Int32(btf_int_encoding(raw))
        return BTFInteger(
            name: name, bytes: bytes, isSigned: encoding & Int32(BTF_INT_SIGNED) != 0,
            isBool: encoding & Int32(BTF_INT_BOOL) != 0)
    }

    private func array(_ raw: UnsafePointer<btf_type>) -> BTFType {
        guard let array = btf_array(raw)?.pointee else { return .other }
        return .array(element: BTFTypeID(rawValue: array.type), count: Int(array.nelems))
    }

    private func aggregate(_ raw: UnsafePointer<btf_type>, name: String, bytes: Int) -> BTFAggregate {
        let members = (0..<UInt32(btf_vlen(raw))).compactMap { index -> BTFAggregate.Member? in
            guard let member = btf_members(raw)?[Int(index)] else { return nil }
            let width = btf_member_bitfield_size(raw, index)
            return BTFAggregate.Member(
                name: self.name(at: member.name_off), type: BTFTypeID(rawValue: member.type),
                bitOffset: Int(btf_member_bit_offset(raw, index)), bitWidth: width == 0 ? nil : Int(width))
        }
        return BTFAggregate(
            isUnion: Int(btf_kind(raw)) == BTF_KIND_UNION, name: name, bytes: bytes, members: members)
    }

    private func constants(_ raw: UnsafePointer<btf_type>) -> [BTFEnumeration.Constant] {
        (0..<Int(btf_vlen(raw))).compactMap { index in
            guard let constant = btf_enum(raw)?[index] else { return nil }
            // Without the flag the constants are unsigned.
            let value = btf_kflag(raw) ? Int64(constant.val) : Int64(UInt32(bitPattern: constant.val))
            return BTFEnumeration.Constant(name: name(at: constant.name_off), value: value)
        }
    }

    private func wideConstants(_ raw: UnsafePointer<btf_type>) -> [BTFEnumeration.Constant] {
        (0..<Int(btf_vlen(raw))).compactMap { index in
            guard let constant = btf_enum64(raw)?[index] else { return nil }
            let value = UInt64(constant.val_hi32) << 32 | UInt64(constant.val_lo32)
            return BTFEnumeration.Constant(name: name(at: constant.name_off), value: Int64(bitPattern: value))
        }
    }

    private func prototype(_ raw: UnsafePointer<btf_type>) -> BTFPrototype {
        var parameters = (0..<Int(btf_vlen(raw))).compactMap { index -> BTFPrototype.Parameter? in
            guard let parameter = btf_params(raw)?[index] else { return nil }
            return BTFPrototype.Parameter(
                name: name(at: parameter.name_off), type: BTFTypeID(rawValue: parameter.type))
        }
        // A last parameter without name and type stands for `...`.
        let isVariadic = parameters.last.map { $0.name.isEmpty && $0.type == .void } ?? false
        if isVariadic { parameters.removeLast() }
        return BTFPrototype(
            returnType: BTFTypeID(rawValue: raw.pointee.type), parameters: parameters, isVariadic: isVariadic)
    }
}
