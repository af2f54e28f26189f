import DCompiler
import DLanguage
import SystemInfo

/// Types and symbols of the running kernel for D programs, from its BTF; read when a program first asks.
///
/// Structs enter a program's table by name and size alone; their members follow when one is used. An instance serves
/// one program, whose table it fills.
final class KernelTypes: TypeSource {
    let system: HostSystem
    /// The table's ids of the structs, unions and enumerations entered so far.
    private var aggregates: [Origin: AggregateTypeID] = [:]
    private var enumerations: [Origin: EnumTypeID] = [:]
    /// The other way round, for completing.
    private var origins: [AggregateTypeID: (types: BTF, id: BTFTypeID)] = [:]

    /// A type of one BTF; module types have numbers of their own above the kernel's.
    private struct Origin: Hashable {
        var module: String
        var id: BTFTypeID
    }

    init(system: HostSystem) { self.system = system }

    func type(named name: String, module: String?, into table: inout TypeTable) throws -> DType? {
        guard let types = try types(of: module) else { return nil }
        let words = name.split(separator: " ")
        let (kinds, plain): ([BTFKind], String) =
            switch words.first {
            case "struct": ([.structure], words.dropFirst().joined(separator: " "))
            case "union": ([.union], words.dropFirst().joined(separator: " "))
            case "enum": ([.enumeration, .enumeration64], words.dropFirst().joined(separator: " "))
            default: ([.alias, .integer, .float], name)
            }
        for kind in kinds {
            if let id = types.find(plain, kind: kind) {
                return convert(id, of: types, module: module ?? "", into: &table)
            }
        }
        return nil
    }

    func complete(_ id: AggregateTypeID, in table: inout TypeTable) throws {
        guard !table[id].isComplete, let origin = origins[id],
            case .aggregate(let aggregate)? = origin.types.type(origin.id)
        else { return }
        table[id].isComplete = true
        let module = aggregates.first { $0.value == id }?.key.module ?? ""
        table[id].members = aggregate.members.map { member in
            AggregateType.Member(
                name: member.name, type: convert(member.type, of: origin.types, module: module, into: &table),
                bitOffset: member.bitOffset, bitWidth: member.bitWidth)
        }
    }

    func enumerator(named name: String, into table: inout TypeTable) throws -> Enumerator? {
        guard let types = try types(of: nil), let id = types.findEnumeration(withConstant: name),
            case .enumeration(let enumeration)? = types.type(id),
            let constant = enumeration.constants.first(where: { $0.name == name })
        else { return nil }
        return Enumerator(
            value: constant.value, type: .enumeration(enter(enumeration, id, module: "", into: &table)))
    }

    /// Where the members of `struct task_struct` lie that built-in variables read; nil without BTF.
    var taskOffsets: KernelOffsets? {
        guard let types = try? system.kernelTypes(), let parent = types.offset(of: "real_parent", in: "task_struct"),
            let group = types.offset(of: "tgid", in: "task_struct"),
            let thread = types.offset(of: "pid", in: "task_struct"),
            let command = types.offset(of: "comm", in: "task_struct"),
            let entity = types.offset(of: "se", in: "task_struct"),
            let runtime = types.offset(of: "sum_exec_runtime", in: "sched_entity")
        else { return nil }
        return KernelOffsets(
            taskRealParent: parent, taskThreadGroupID: group, taskThreadID: thread, taskCommand: command,
            taskRunTime: entity + runtime)
    }

    /// Where a member that a subroutine reads lies.
    static func offset(of member: KernelMember, _ system: HostSystem) -> Int? {
        let names = member.rawValue.split(separator: ".").map(String.init)
        guard names.count == 2, let types = try? system.kernelTypes() else { return nil }
        return types.offset(of: names[1], in: names[0])
    }

    /// The types to look in; nil when this kernel describes none.
    func types(of module: String?) throws -> BTF? {
        guard let module, !module.isEmpty, module != "vmlinux", module != "kernel" else {
            return try? system.kernelTypes()
        }
        return try? system.moduleTypes(module)
    }

    // MARK: Conversion

    func convert(_ id: BTFTypeID, of types: BTF, module: String, into table: inout TypeTable) -> DType {
        switch types.type(id) {
        case .integer(let integer):
            return .integer(IntegerType(integer.name, bytes: integer.bytes, isSigned: integer.isSigned))
        case .float(_, let bytes): return .float(bytes: bytes)
        case .pointer(let target):
            return .pointer(convert(target, of: types, module: module, into: &table), space(of: target, in: types))
        case .array(let element, let count):
            return .array(convert(element, of: types, module: module, into: &table), count: count)
        case .aggregate(let aggregate):
            return .aggregate(enter(aggregate, id, of: types, module: module, into: &table))
        case .forward(let name, let isUnion):
            return .aggregate(
                enter(forward: name, isUnion: isUnion, id, of: types, module: module, into: &table))
        case .enumeration(let enumeration):
            return .enumeration(enter(enumeration, id, module: module, into: &table))
        case .alias(let name, let underlying):
            return .alias(name, underlying: convert(underlying, of: types, module: module, into: &table))
        case .qualified(_, let inner), .tagged(_, let inner):
            return convert(inner, of: types, module: module, into: &table)
        case .function(_, let prototype): return convert(prototype, of: types, module: module, into: &table)
        case .prototype(let prototype):
            return .function(returning: convert(prototype.returnType, of: types, module: module, into: &table))
        case .void, .variable, .other, nil: return .void
        }
    }

    /// Pointers that the kernel marks `__user` lead into user space.
    private func space(of target: BTFTypeID, in types: BTF) -> DType.AddressSpace {
        if case .tagged("user", _)? = types.type(target) { .user } else { .kernel }
    }

    private func enter(
        _ aggregate: BTFAggregate, _ id: BTFTypeID, of types: BTF, module: String, into table: inout TypeTable
    ) -> AggregateTypeID {
        let origin = Origin(module: module, id: id)
        if let known = aggregates[origin] { return known }
        let entered = AggregateTypeID(index: table.aggregates.count)
        table.aggregates.append(
            AggregateType(
                keyword: aggregate.isUnion ? .union : .structure, name: aggregate.name, bytes: aggregate.bytes,
                alignment: types.alignment(of: id) ?? 1, members: [], isComplete: false))
        aggregates[origin] = entered
        origins[entered] = (types, id)
        return entered
    }

    /// A declared struct is the defined one of its name where there is one.
    private func enter(
        forward name: String, isUnion: Bool, _ id: BTFTypeID, of types: BTF, module: String,
        into table: inout TypeTable
    ) -> AggregateTypeID {
        if let defined = types.find(name, kind: isUnion ? .union : .structure),
            case .aggregate(let aggregate)? = types.type(defined)
        {
            return enter(aggregate, defined, of: types, module: module, into: &table)
        }
        let nothing = BTFAggregate(isUnion: isUnion, name: name, bytes: 0, members: [])
        return enter(nothing, id, of: types, module: module, into: &table)
    }

    private func enter(
        _ enumeration: BTFEnumeration, _ id: BTFTypeID, module: String, into table: inout TypeTable
    ) -> EnumTypeID {
        let origin = Origin(module: module, id: id)
        if let known = enumerations[origin] { return known }
        let entered = EnumTypeID(index: table.enumerations.count)
        table.enumerations.append(
            EnumType(
                name: enumeration.name, bytes: enumeration.bytes,
                constantNames: enumeration.constants.map(\.name),
                constantValues: enumeration.constants.map(\.value)))
        enumerations[origin] = entered
        return entered
    }
}
