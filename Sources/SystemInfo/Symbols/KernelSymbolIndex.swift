/// The kernel's functions by address: names places in kernel code, for stacks.
///
/// Made once from the symbol list; names lie one after another, so that it is a few blocks of memory.
public struct KernelSymbolIndex: Sendable {
    private struct Entry {
        var address: UInt64
        var name: Range<UInt32>
        var module: UInt16
        /// Decides between names of one address: the smallest is shown.
        var rank: UInt16
    }

    private var entries: [Entry] = []
    private var names: [UInt8] = []
    private var modules = [KernelSymbol.kernelModule]
    /// A place farther behind the last function than any function is long belongs to none.
    private static let longest: UInt64 = 1 << 20

    public init(_ symbols: KernelSymbols) throws {
        var numbers: [String: UInt16] = [:]
        var last: UInt64 = 0
        var isSorted = true
        try symbols.forEachLine { bytes, line in
            guard line.isFunction, line.address != 0 else { return .more }
            var module: UInt16 = 0
            if !line.module.isEmpty { module = number(of: KernelSymbols.Line.text(bytes, line.module), in: &numbers) }
            add(bytes.extracting(line.name), line, module)
            if line.address < last { isSorted = false }
            last = line.address
            return .more
        }
        if !isSorted { entries.sort { $0.address < $1.address } }
        keepBestNames()
    }

    /// The function an address lies in and the distance from its start in bytes; nil outside kernel code.
    public func lookup(_ address: UInt64) -> (symbol: KernelSymbol, offset: UInt64)? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].address <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let entry = entries[low - 1]
        let offset = address - entry.address
        guard offset < Self.longest else { return nil }
        let bytes = names[Int(entry.name.lowerBound)..<Int(entry.name.upperBound)]
        let symbol = KernelSymbol(
            name: String(decoding: bytes, as: UTF8.self), address: entry.address, module: modules[Int(entry.module)])
        return (symbol, offset)
    }

    /// The addresses of the functions whose names begin with one of the texts, ascending.
    public func ranges(ofNamesBeginningWith texts: [String]) -> [Range<UInt64>] {
        var ranges: [Range<UInt64>] = []
        for (index, entry) in entries.enumerated() where texts.contains(where: { name(of: entry, beginsWith: $0) }) {
            let farthest = entry.address + Self.longest
            let next = index + 1 < entries.count ? min(entries[index + 1].address, farthest) : farthest
            ranges.append(entry.address..<next)
        }
        return ranges
    }

    private func name(of entry: Entry, beginsWith text: String) -> Bool {
        let size = text.utf8.count
        guard entry.name.count >= size else { return false }
        return names[Int(entry.name.lowerBound)..<Int(entry.name.lowerBound) + size].elementsEqual(text.utf8)
    }

    private mutating func number(of module: String, in numbers: inout [String: UInt16]) -> UInt16 {
        if let known = numbers[module] { return known }
        guard let number = UInt16(exactly: modules.count) else { return 0 }
        numbers[module] = number
        modules.append(module)
        return number
    }

    private mutating func add(_ name: Span<UInt8>, _ line: KernelSymbols.Line, _ module: UInt16) {
        let start = UInt32(clamping: names.count)
        var underscores: UInt16 = 0
        while Int(underscores) < name.count, name[Int(underscores)] == UInt8(ascii: "_") { underscores += 1 }
        for index in name.indices { names.append(name[index]) }
        // Global names before local ones, then few leading underscores, then short ones.
        let rank = (line.isGlobal ? 0 : 0x8000) | min(underscores, 15) << 10 | UInt16(min(name.count, 1023))
        entries.append(
            Entry(address: line.address, name: start..<UInt32(clamping: names.count), module: module, rank: rank))
    }

    private mutating func keepBestNames() {
        var kept = 0
        for entry in entries {
            if kept > 0, entries[kept - 1].address == entry.address {
                if entry.rank < entries[kept - 1].rank { entries[kept - 1] = entry }
            } else {
                entries[kept] = entry
                kept += 1
            }
        }
        entries.removeLast(entries.count - kept)
    }
}
