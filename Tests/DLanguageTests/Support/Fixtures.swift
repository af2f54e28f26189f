import DLanguage

/// Probes known to the tests, by their full names.
struct FixedProbes: ProbeResolver {
    var names: [[String]] = [
        ["dtrace", "", "", "BEGIN"], ["dtrace", "", "", "END"], ["syscall", "vmlinux", "read", "entry"],
        ["syscall", "vmlinux", "write", "entry"], ["fbt", "vmlinux", "vfs_read", "entry"],
        ["fbt", "vmlinux", "vfs_write", "entry"], ["profile", "", "", "tick-1s"],
    ]
    var typed: [Int: [ResolvedArgument]] = [
        3: [
            ResolvedArgument(type: "int", index: 0, isUserPointer: false),
            ResolvedArgument(type: "char *", index: 1, isUserPointer: true),
        ],
        4: [
            ResolvedArgument(type: "int", index: 0, isUserPointer: false),
            ResolvedArgument(type: "char *", index: 1, isUserPointer: true),
        ],
        5: [ResolvedArgument(type: "struct file *", index: 0, isUserPointer: false)],
        6: [
            ResolvedArgument(type: "struct file *", index: 0, isUserPointer: false),
            ResolvedArgument(type: "string", index: 1, isUserPointer: false),
        ],
    ]

    func probes(matching spec: ProbeSpec) -> [Int] {
        if let identifiers = spec.identifiers { return identifiers.filter { $0 >= 1 && $0 <= names.count } }
        let wanted = [spec.provider, spec.module, spec.function, spec.name]
        return names.indices.filter { index in
            zip(wanted, names[index]).allSatisfy { $0.isEmpty || $0 == "*" || $0 == $1 }
        }.map { $0 + 1 }
    }

    func arguments(of probe: Int) -> [ResolvedArgument] { typed[probe] ?? [] }
}

/// A kernel with one struct, one typedef and one variable.
struct FixedTypes: TypeSource {
    func type(named name: String, module: String?, into table: inout TypeTable) -> DType? {
        switch name {
        case "struct task_struct", "struct file":
            let short = String(name.dropFirst("struct ".count))
            table.aggregates.append(
                AggregateType(
                    keyword: .structure, name: short, bytes: 0, alignment: 1, members: [], isComplete: false))
            return .aggregate(AggregateTypeID(index: table.aggregates.count - 1))
        case "loff_t": return .alias("loff_t", underlying: .integer(.long))
        default: return nil
        }
    }

    func complete(_ id: AggregateTypeID, in table: inout TypeTable) {
        guard table[id].name == "task_struct" || table[id].name == "file" else { return }
        let pointer = DType.pointer(.aggregate(id), .kernel)
        table[id].members = [
            AggregateType.Member(name: "pid", type: .integer(.int), bitOffset: 64),
            AggregateType.Member(name: "comm", type: .array(.integer(.char), count: 16), bitOffset: 128),
            AggregateType.Member(name: "parent", type: pointer, bitOffset: 256),
            AggregateType.Member(name: "flags", type: .integer(.unsignedInt), bitOffset: 320, bitWidth: 3),
        ]
        table[id].bytes = 48
        table[id].alignment = 8
        table[id].isComplete = true
    }

    func symbol(named name: String, module: String?, into table: inout TypeTable) -> ExternalSymbol? {
        switch name {
        case "jiffies":
            ExternalSymbol(name: name, place: .address(0xffff_8000_0000_1000), type: .integer(.unsignedLong))
        case "load": ExternalSymbol(name: name, place: .perProcessor(64, offsets: 128), type: .integer(.int))
        case "ticks": ExternalSymbol(name: name, place: .value(.ticks), type: .integer(.unsignedLong))
        case "vfs_read":
            ExternalSymbol(name: name, place: .address(0xffff_8000_0000_2000), type: .function(returning: .void))
        default: nil
        }
    }
}

/// Checks a script with the fixtures.
func checked(
    _ text: String, options: CheckOptions = CheckOptions(), form: DSource.Form = .script,
    types: any TypeSource = FixedTypes()
) throws(Diagnostic) -> TypedProgram {
    try check(
        [DSource(name: "test.d", text: Array(text.utf8), form: form)], options: options, resolver: FixedProbes(),
        types: types)
}

/// What is wrong with a script; nil when nothing is.
func finding(
    _ text: String, options: CheckOptions = CheckOptions(), types: any TypeSource = FixedTypes()
) -> Diagnostic? {
    do {
        _ = try checked(text, options: options, types: types)
        return nil
    } catch {
        return error
    }
}
