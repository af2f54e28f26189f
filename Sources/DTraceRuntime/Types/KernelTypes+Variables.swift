import DLanguage
import SystemInfo

// Variables and functions of the kernel.
extension KernelTypes {
    func symbol(named name: String, module: String?, into table: inout TypeTable) throws -> ExternalSymbol? {
        guard let symbol = try system.kernelSymbols.symbol(named: name, module: module) else {
            return try ticks(name, module: module)
        }
        guard let types = try types(of: module) else { return nil }
        if let id = types.find(name, kind: .variable), case .variable(_, let type)? = types.type(id) {
            let converted = convert(type, of: types, module: module ?? "", into: &table)
            return ExternalSymbol(name: name, place: try place(of: symbol.address), type: converted)
        }
        if let id = types.find(name, kind: .function) {
            let type = convert(id, of: types, module: module ?? "", into: &table)
            return ExternalSymbol(name: name, place: .address(symbol.address), type: type)
        }
        let room = try system.kernelSymbols.room(at: symbol.address)
        let type = try knownType(of: name, room: room, into: &table) ?? Self.unsigned(room: room)
        return ExternalSymbol(name: name, place: .address(symbol.address), type: type)
    }

    func absence(of kind: OutsideKind) -> String? {
        switch kind {
        case .types:
            do {
                _ = try system.kernelTypes()
                return nil
            } catch {
                return "\(error), so this kernel's types are not known"
            }
        case .variables:
            return areVariablesListed
                ? nil
                : "this kernel lists functions but no variables in /proc/kallsyms, for want of CONFIG_KALLSYMS_ALL"
        }
    }

    /// Every kernel has this variable; a few others are listed in any case, because they lie among functions.
    private var areVariablesListed: Bool { (try? system.kernelSymbols.symbol(named: "init_task")) != nil }

    /// The count of timer ticks can be read wherever it lies.
    private func ticks(_ name: String, module: String?) throws -> ExternalSymbol? {
        guard ["jiffies", "jiffies_64"].contains(name), try types(of: module) === types(of: nil) else { return nil }
        return ExternalSymbol(name: name, place: .value(.ticks), type: .integer(.unsignedLong))
    }

    /// What lies in the section of variables that each processor has its own of is a model of them.
    private func place(of address: UInt64) throws -> ExternalSymbol.Place {
        let symbols = system.kernelSymbols
        guard let start = try symbols.symbol(named: "__per_cpu_start"),
            let end = try symbols.symbol(named: "__per_cpu_end"),
            start.address <= address, address < end.address,
            let offsets = try symbols.symbol(named: "__per_cpu_offset")
        else { return .address(address) }
        return .perProcessor(address, offsets: offsets.address)
    }

    /// BTF describes few variables. The types of those that scripts read most are known here.
    private func knownType(of name: String, room: Int?, into table: inout TypeTable) throws -> DType? {
        guard let text = KernelVariables.types[name] else { return nil }
        let parts = text.split(separator: "[", maxSplits: 1)
        var base = String(parts[0])
        let isPointer = base.last == "*"
        if isPointer { base = String(base.dropLast(2)) }
        guard var type = try base == "void" ? .void : type(named: base, module: nil, into: &table) else { return nil }
        if isPointer { type = .pointer(type, .kernel) }
        return parts.count == 2 ? .array(type, count: Int(parts[1].dropLast()) ?? room ?? 1) : type
    }

    /// An unsigned integer for a variable of which only the place is known, no longer than what is there for it.
    private static func unsigned(room: Int?) -> DType {
        switch room ?? 8 {
        case ..<2: .integer(IntegerType("uint8_t", bytes: 1, isSigned: false))
        case ..<4: .integer(IntegerType("uint16_t", bytes: 2, isSigned: false))
        case ..<8: .integer(IntegerType("uint32_t", bytes: 4, isSigned: false))
        default: .integer(IntegerType("uintptr_t", bytes: 8, isSigned: false))
        }
    }
}
