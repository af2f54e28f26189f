extension BTF {
    /// A type as C text: `struct file *`, `const char *`, `u8 [16]`.
    ///
    /// Pointers to functions and to types without a name are `void *`: nothing can be done with their target by name.
    /// Tags and `volatile` are left out.
    public func cName(of id: BTFTypeID) -> String { cName(of: id, depth: 0) ?? "void *" }

    /// Nil for types that cannot be named. Real types nest a few levels; a cycle could come only from damaged data.
    private func cName(of id: BTFTypeID, depth: Int) -> String? {
        guard depth < 32, let type = type(id) else { return nil }
        switch type {
        case .void: return "void"
        case .integer(let integer): return integer.isBool ? "bool" : integer.name
        case .float(let name, _): return name
        case .aggregate(let aggregate): return Self.named(aggregate.isUnion ? "union" : "struct", aggregate.name)
        case .forward(let name, let isUnion): return Self.named(isUnion ? "union" : "struct", name)
        case .enumeration(let enumeration): return Self.named("enum", enumeration.name) ?? "int"
        case .alias(let name, _): return name
        case .qualified("const", let target): return cName(of: target, depth: depth + 1).map(Self.constant)
        case .qualified(_, let target), .tagged(_, let target): return cName(of: target, depth: depth + 1)
        case .pointer(let target):
            guard let name = cName(of: target, depth: depth + 1) else { return "void *" }
            return name.hasSuffix("*") ? name + "*" : name + " *"
        case .array(let element, let count):
            return cName(of: element, depth: depth + 1).map { "\($0) [\(count)]" }
        case .function, .prototype, .variable, .other: return nil
        }
    }

    private static func named(_ keyword: String, _ name: String) -> String? {
        name.isEmpty ? nil : "\(keyword) \(name)"
    }

    /// `const` stands before a plain type and behind a pointer, where it says nothing to a reader of the value.
    private static func constant(_ name: String) -> String { name.hasSuffix("*") ? name : "const " + name }

    /// The address space a pointer of this type leads into: user space when the kernel tags it so.
    public func isUserPointer(_ id: BTFTypeID) -> Bool {
        guard case .pointer(let target)? = stripped(id), case .tagged("user", _)? = type(target) else { return false }
        return true
    }

    /// The type without aliases, qualifiers and tags at its top.
    public func stripped(_ id: BTFTypeID) -> BTFType? {
        var id = id
        for _ in 0..<32 {
            switch type(id) {
            case .alias(_, let target)?, .qualified(_, let target)?, .tagged(_, let target)?: id = target
            case let type: return type
            }
        }
        return nil
    }
}
