/// The types every program knows without asking the kernel: C's on an LP64 machine and the common typedefs.
enum BuiltinTypes {
    /// C's spelling of a combination of type words, in any order; nil when they don't go together.
    static func canonicalName(of words: [String]) -> String? {
        let key = words.sorted().joined(separator: " ")
        return combinations[key]
    }

    private static let combinations: [String: String] = {
        var table: [String: String] = [
            "void": "void", "float": "float", "double": "double", "double long": "long double", "char": "char",
            "char signed": "signed char", "char unsigned": "unsigned char",
        ]
        for (words, name) in [("", "int"), ("short", "short"), ("long", "long"), ("long long", "long long")] {
            for (sign, shown) in [("", name), ("signed", name), ("unsigned", "unsigned \(name)")] {
                for end in ["", "int"] {
                    let all = (words.split(separator: " ").map(String.init) + [sign, end]).filter { !$0.isEmpty }
                    if !all.isEmpty { table[all.sorted().joined(separator: " ")] = shown }
                }
            }
        }
        return table
    }()

    /// Whether this name before a backquote is that of C's or D's own types, which are one namespace here, and no
    /// module's (DTrace guide, Type Namespaces).
    static func isNamespace(_ name: String) -> Bool { name == "C" || name == "D" }

    /// A type named by C's words.
    static func basic(_ name: String) -> DType? {
        if let bytes = sizes[name] {
            return .integer(IntegerType(name, bytes: bytes, isSigned: !name.hasPrefix("unsigned")))
        }
        switch name {
        case "void": return .void
        case "float": return .float(bytes: 4)
        case "double": return .float(bytes: 8)
        case "long double": return .float(bytes: 16)
        default: return nil
        }
    }

    private static let sizes: [String: Int] = [
        "char": 1, "signed char": 1, "unsigned char": 1, "short": 2, "unsigned short": 2, "int": 4, "unsigned int": 4,
        "long": 8, "unsigned long": 8, "long long": 8, "unsigned long long": 8,
    ]

    /// The typedefs of every program, by name, each with its C type.
    static let typedefs: [String: String] = [
        "int8_t": "signed char", "int16_t": "short", "int32_t": "int", "int64_t": "long",
        "uint8_t": "unsigned char", "uint16_t": "unsigned short", "uint32_t": "unsigned int",
        "uint64_t": "unsigned long", "intptr_t": "long", "uintptr_t": "unsigned long", "ptrdiff_t": "long",
        "size_t": "unsigned long", "ssize_t": "long", "off_t": "long", "time_t": "long", "id_t": "int",
        "pid_t": "int", "uid_t": "unsigned int", "gid_t": "unsigned int", "mode_t": "unsigned int",
        "dev_t": "unsigned int", "ino_t": "unsigned long", "uchar_t": "unsigned char", "ushort_t": "unsigned short",
        "uint_t": "unsigned int", "ulong_t": "unsigned long", "longlong_t": "long long",
        "u_longlong_t": "unsigned long long", "hrtime_t": "long", "offset_t": "long", "processorid_t": "int",
        "psetid_t": "int", "chipid_t": "int", "lgrp_id_t": "int", "zoneid_t": "int", "taskid_t": "int",
        "projid_t": "int", "major_t": "unsigned int", "minor_t": "unsigned int", "clockid_t": "int",
        "in_addr_t": "unsigned int", "ipaddr_t": "unsigned int", "in_port_t": "unsigned short",
        "sa_family_t": "unsigned short",
        "u_int": "unsigned int", "u_long": "unsigned long", "u_char": "unsigned char", "u_short": "unsigned short",
        "uint": "unsigned int", "ulong": "unsigned long", "ushort": "unsigned short", "_Bool": "unsigned char",
        "bool": "unsigned char",
    ]

    /// Names that the parser takes for types.
    static let names = Set(typedefs.keys)

    static func typedef(_ name: String) -> DType? {
        guard let target = typedefs[name], let type = basic(target) else { return nil }
        return .alias(name, underlying: type)
    }

    static let int64 = alias("int64_t", .long)
    static let uint64 = alias("uint64_t", .unsignedLong)
    static let int = DType.integer(.int)

    static func alias(_ name: String, _ type: IntegerType) -> DType { .alias(name, underlying: .integer(type)) }
}
