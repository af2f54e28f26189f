/// The kernel's symbols as `/proc/kallsyms` lists them, read anew for every question.
///
/// The file has more than 100,000 lines; it streams through one buffer and strings are made only of what matches.
public struct KernelSymbols: Sendable {
    private let path: String

    public init(procfs: String = "/proc") { path = procfs + "/kallsyms" }

    /// One line while it is in the buffer.
    struct Line {
        var address: UInt64
        /// The letter of `nm`: `t` and `T` are functions, `w` and `W` weak ones; capitals are global.
        var kind: UInt8
        var name: Range<Int>
        /// Empty for the kernel itself.
        var module: Range<Int>

        var isFunction: Bool { kind | 0x20 == UInt8(ascii: "t") || kind | 0x20 == UInt8(ascii: "w") }
        var isGlobal: Bool { kind & 0x20 == 0 }

        /// Takes `ffffffff81000000 T _text<tab>[module]` apart; nil for anything else.
        init?(_ line: Span<UInt8>) {
            var place = 0
            var address: UInt64 = 0
            while place < line.count, let digit = Self.hexadecimal(line[place]) {
                address = address &<< 4 | digit
                place += 1
            }
            guard place > 0, place + 3 < line.count, line[place] == UInt8(ascii: " "),
                line[place + 2] == UInt8(ascii: " ")
            else { return nil }
            let start = place + 3
            var end = start
            while end < line.count, line[end] != UInt8(ascii: "\t"), line[end] != UInt8(ascii: " ") { end += 1 }
            self.address = address
            kind = line[place + 1]
            name = start..<end
            let hasModule = end + 3 <= line.count && line[end + 1] == UInt8(ascii: "[")
            module = hasModule ? end + 2..<line.count - 1 : end..<end
        }

        private static func hexadecimal(_ byte: UInt8) -> UInt64? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
            default: nil
            }
        }

        func symbol(in line: Span<UInt8>) -> KernelSymbol {
            KernelSymbol(
                name: Self.text(line, name), address: address,
                module: module.isEmpty ? KernelSymbol.kernelModule : Self.text(line, module))
        }

        static func text(_ line: Span<UInt8>, _ range: Range<Int>) -> String {
            line.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Calls `body` with every line and its parts until it has had enough.
    func forEachLine(_ body: (Span<UInt8>, Line) throws -> SystemFile.Progress) throws {
        try SystemFile.forEachLine(of: path) { bytes in
            guard let line = Line(bytes) else { return .more }
            return try body(bytes, line)
        }
    }

    /// Calls `body` for every function whose name and module are wanted, in the order of the file.
    ///
    /// Both conditions get UTF-8 bytes. Functions that lie in memory freed after the kernel's start are left out.
    public func forEachFunction(
        named isWanted: (Span<UInt8>) -> Bool, inModule isWantedModule: (Span<UInt8>) -> Bool,
        _ body: (KernelSymbol) throws -> Void
    ) throws {
        let kernel = KernelSymbol.kernelModule.utf8.span
        try forEachFunctionLine { bytes, line in
            guard isWanted(bytes.extracting(line.name)),
                isWantedModule(line.module.isEmpty ? kernel : bytes.extracting(line.module))
            else { return .more }
            try body(line.symbol(in: bytes))
            return .more
        }
    }

    /// Calls `body` with name and module of every function until it has had enough; both are UTF-8 bytes.
    func forEachFunction(_ body: (Span<UInt8>, Span<UInt8>) throws -> SystemFile.Progress) throws {
        let kernel = KernelSymbol.kernelModule.utf8.span
        try forEachFunctionLine { bytes, line in
            try body(bytes.extracting(line.name), line.module.isEmpty ? kernel : bytes.extracting(line.module))
        }
    }

    /// The lines of functions that do not lie in memory freed after the kernel's start.
    private func forEachFunctionLine(_ body: (Span<UInt8>, Line) throws -> SystemFile.Progress) throws {
        var isInitial = false
        try forEachLine { bytes, line in
            if line.module.isEmpty, line.name.count > 8, bytes[line.name.lowerBound] == UInt8(ascii: "_") {
                let name = bytes.extracting(line.name)
                if name.holds("_sinittext") { isInitial = true }
                if name.holds("_einittext") { isInitial = false }
            }
            guard line.isFunction, !isInitial || !line.module.isEmpty else { return .more }
            return try body(bytes, line)
        }
    }

    /// The addresses of all functions of a name in one module, in the order of the file; none when they are hidden.
    public func addresses(ofFunction name: String, module: String) throws -> [UInt64] {
        var addresses: [UInt64] = []
        func isName(_ bytes: Span<UInt8>) -> Bool { bytes.holds(name) }
        func isModule(_ bytes: Span<UInt8>) -> Bool { bytes.holds(module) }
        try forEachFunction(named: isName, inModule: isModule) {
            if $0.address != 0 { addresses.append($0.address) }
        }
        return addresses
    }

    /// The first symbol of this name, data or function; nil when there is none.
    public func symbol(named name: String, module: String? = nil) throws -> KernelSymbol? {
        var found: KernelSymbol?
        try forEachLine { bytes, line in
            guard bytes.extracting(line.name).holds(name) else { return .more }
            let symbol = line.symbol(in: bytes)
            if let module, symbol.module != module { return .more }
            found = symbol
            return .enough
        }
        return found
    }

    /// The bytes from an address to the next symbol behind it: the most that a variable there can have; nil when there is none.
    public func room(at address: UInt64) throws -> Int? {
        var next = UInt64.max
        try forEachLine { _, line in
            if line.address > address, line.address < next { next = line.address }
            return .more
        }
        return next == .max ? nil : Int(exactly: next - address)
    }
}

extension Span<UInt8> {
    /// Whether the first bytes are those of the text.
    func starts(with text: String) -> Bool {
        let size = text.utf8.count
        return count >= size && extracting(0..<size).holds(text)
    }

    /// Whether these are the bytes of the text.
    func holds(_ text: String) -> Bool {
        let other = text.utf8.span
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}
