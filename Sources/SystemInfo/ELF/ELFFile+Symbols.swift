import CElf
import Glibc

extension ELFFile {
    /// Calls `body` for every function that the file defines, first of `.dynsym`, then those that only `.symtab` has. The
    /// symbols of a stripped file are looked for where they were put (`supplement`).
    ///
    /// Undefined and indirect (IFUNC) functions are left out: there is nothing to probe at their address.
    public func forEachFunction(
        _ selection: SymbolSelection = .all, _ body: (ELFSymbol) throws -> Void
    ) throws {
        var exported: Set<ELFSymbol.Key> = []
        let supplement = hasFullSymbols ? nil : supplement()
        try forEachFunction(selection, except: &exported, isLast: supplement == nil, body)
        try supplement?.file.forEachFunction(selection, except: &exported, isLast: true, body)
    }

    /// - Parameter exported: The functions that have been seen; kept up to date unless these tables are the last.
    private func forEachFunction(
        _ selection: SymbolSelection, except exported: inout Set<ELFSymbol.Key>, isLast: Bool,
        _ body: (ELFSymbol) throws -> Void
    ) throws {
        let tables = try symbolTables()
        for (position, table) in tables.enumerated() {
            let isLast = isLast && position == tables.count - 1
            try forEachEntry(of: table, selection) { entry, name in
                guard entry.isDefinedFunction else { return true }
                let symbol = ELFSymbol(
                    name: name(), address: entry.symbol.st_value, size: entry.symbol.st_size, binding: entry.binding)
                let key = ELFSymbol.Key(name: symbol.name, address: symbol.address)
                // Both tables list what is exported; only the first table's entries need to be remembered.
                if exported.contains(key) { return true }
                if !isLast { exported.insert(key) }
                try body(symbol)
                return true
            }
        }
    }

    /// The link-time address of a function or variable, or nil when no symbol table defines it.
    public func address(ofSymbol name: String) throws -> UInt64? {
        var address: UInt64?
        for table in try symbolTables() where address == nil {
            try forEachEntry(of: table, .named(name)) { entry, _ in
                guard entry.symbol.st_shndx != UInt16(SHN_UNDEF), entry.type != UInt8(STT_TLS) else { return true }
                address = entry.symbol.st_value
                return false
            }
        }
        return address
    }

    /// The first symbol with such a name that the file uses and does not define.
    public func undefinedSymbol(startingWith prefix: String) throws -> String? {
        var found: String?
        for table in try symbolTables() where found == nil {
            try forEachEntry(of: table, .prefix(prefix)) { entry, name in
                guard entry.symbol.st_shndx == UInt16(SHN_UNDEF) else { return true }
                found = name()
                return false
            }
        }
        return found
    }

    /// `.dynsym` before `.symtab`.
    private func symbolTables() throws(ELFError) -> [SymbolTable] {
        var dynamic: [SymbolTable] = []
        var full: [SymbolTable] = []
        try forEachSection { section, header in
            let table = SymbolTable(section: section, strings: Int(header.sh_link), entrySize: header.sh_entsize)
            if header.sh_type == UInt32(SHT_DYNSYM) { dynamic.append(table) }
            if header.sh_type == UInt32(SHT_SYMTAB) { full.append(table) }
            return true
        }
        return dynamic + full
    }

    /// Calls `body` with each selected entry and a function that copies its name, until it returns false.
    private func forEachEntry(
        of table: SymbolTable, _ selection: SymbolSelection,
        _ body: (SymbolEntry, _ name: () -> String) throws -> Bool
    ) throws {
        // A file made for separate debugging keeps the table's header but not its bytes.
        guard let data = try contents(of: table.section) else { return }
        let entrySize = gelf_fsize(handle, ELF_T_SYM, 1, UInt32(EV_CURRENT))
        guard entrySize > 0 else { throw damaged("symbol table") }
        for index in 0..<min(data.pointee.d_size / entrySize, Int(Int32.max)) {
            var symbol = GElf_Sym()
            guard gelf_getsym(data, Int32(index), &symbol) != nil else { throw damaged("symbol table") }
            guard symbol.st_name != 0, let name = elf_strptr(handle, table.strings, Int(symbol.st_name)),
                selection.includes(name)
            else { continue }
            guard try body(SymbolEntry(symbol: symbol), { unversioned(name) }) else { return }
        }
    }
}

/// A section of symbols and the number of the section with their names.
private struct SymbolTable {
    var section: OpaquePointer
    var strings: Int
    var entrySize: UInt64
}

/// One entry as libelf gives it.
private struct SymbolEntry {
    var symbol: GElf_Sym

    var type: UInt8 { symbol.st_info & 0xf }

    var isDefinedFunction: Bool { type == UInt8(STT_FUNC) && symbol.st_shndx != UInt16(SHN_UNDEF) }

    var binding: ELFSymbol.Binding {
        switch Int32(symbol.st_info >> 4) {
        case STB_LOCAL: .local
        case STB_WEAK: .weak
        default: .global
        }
    }
}

extension ELFSymbol {
    /// What makes two entries the same symbol.
    fileprivate struct Key: Hashable {
        var name: String
        var address: UInt64
    }
}

extension SymbolSelection {
    fileprivate func includes(_ name: UnsafePointer<CChar>) -> Bool {
        switch self {
        case .all: true
        case .prefix(let text): text.withCString { strncmp($0, name, text.utf8.count) == 0 }
        case .mangled: DemangledName.mayBeMangled(name)
        case .prefixOrMangled(let text): SymbolSelection.prefix(text).includes(name) || DemangledName.mayBeMangled(name)
        case .named(let text):
            text.withCString { strncmp($0, name, text.utf8.count) == 0 }
                && [0, CChar(bitPattern: UInt8(ascii: "@"))].contains(name[text.utf8.count])
        }
    }
}

/// The name without `@VERSION` or `@@VERSION`.
private func unversioned(_ name: UnsafePointer<CChar>) -> String {
    let length = strchr(name, Int32(UInt8(ascii: "@"))).map { name.distance(to: UnsafePointer($0)) } ?? strlen(name)
    return name.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
        String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
    }
}
