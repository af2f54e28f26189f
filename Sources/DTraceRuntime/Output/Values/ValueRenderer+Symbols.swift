import DCompiler
import DLanguage
import SystemInfo

extension ValueRenderer {
    /// Adds a stack: a line break, then each frame on a line of its own after `indent` blanks, right-aligned in a column
    /// of `column` bytes.
    func appendStack(
        _ field: RecordField, indent: Int, column: Int = 0, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        guard case .stack(let type) = field.type.resolved else {
            throw MalformedData("a stack is to be shown, but the field holds none")
        }
        let range = try range(of: field, in: data)
        output.append(byte: 0x0a)
        let process = data.integer(at: range.lowerBound, as: UInt64.self) ?? 0
        var offset = range.lowerBound + 8
        var frames = 0
        while offset + 8 <= range.upperBound, frames < max(1, type.frames) {
            guard let address = data.integer(at: offset, as: UInt64.self), address != 0 else { break }
            offset += 8
            output.append(blanks: indent)
            let start = output.count
            if type.isUser {
                appendUserAddress(address, process: Int(truncatingIfNeeded: process), to: &output)
            } else {
                appendKernelAddress(address, to: &output)
            }
            output.justify(from: start, width: column, left: false)
            output.append(byte: 0x0a)
            frames += 1
        }
    }

    /// Adds what `sym`, `mod`, `usym`, `umod` and `uaddr` show.
    func appendSymbol(
        _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        guard case .symbol(let type) = field.type.resolved else {
            throw MalformedData("a symbol is to be shown, but the field holds none")
        }
        let start = try range(of: field, in: data).lowerBound
        guard field.size >= 16, let process = data.integer(at: start, as: UInt64.self),
            let address = data.integer(at: start + 8, as: UInt64.self)
        else { throw MalformedData("a symbol field of \(field.size) bytes is too small") }
        appendSymbol(type, address: address, process: Int(truncatingIfNeeded: process), to: &output)
    }

    /// Adds an address as one of the symbol functions shows it.
    func appendSymbol(
        _ type: DType.SymbolType, address: UInt64, process: Int, to output: inout OutputBuffer
    ) {
        let symbol =
            switch type {
            case .sym, .mod: kernelSymbols.symbol(at: address)
            case .usym, .umod, .uaddr: userSymbols.symbol(at: address, inProcess: process)
            }
        switch type {
        case .uaddr: appendUserAddress(address, process: process, to: &output)
        case .mod, .umod:
            if let symbol, !symbol.object.isEmpty {
                output.append(symbol.object)
            } else {
                output.append(address: address)
            }
        case .sym, .usym:
            if type == .usym, options.skipsUserSymbols {
                appendUserAddress(address, process: process, to: &output)
            } else {
                append(symbol, address: address, showsOffset: false, to: &output)
            }
        }
    }

    /// Adds ``module`function+0xoffset`` or what is known of it.
    func appendKernelAddress(_ address: UInt64, to output: inout OutputBuffer) {
        append(kernelSymbols.symbol(at: address), address: address, showsOffset: true, to: &output)
    }

    /// The same for an address of a process; with `-xnoresolve`, the object and the offset in its file.
    func appendUserAddress(_ address: UInt64, process: Int, to output: inout OutputBuffer) {
        let symbol = userSymbols.symbol(at: address, inProcess: process)
        guard options.skipsUserSymbols, let symbol, !symbol.object.isEmpty else {
            append(symbol, address: address, showsOffset: true, to: &output)
            return
        }
        output.append(symbol.object)
        output.append(byte: 0x3a)
        output.append(address: symbol.fileOffset)
    }

    private func append(
        _ symbol: SymbolName?, address: UInt64, showsOffset: Bool, to output: inout OutputBuffer
    ) {
        guard let symbol else {
            output.append(address: address)
            return
        }
        if !symbol.object.isEmpty {
            output.append(symbol.object)
            output.append(byte: 0x60)
        }
        guard let function = symbol.function else {
            output.append(address: address)
            return
        }
        output.append(function)
        if showsOffset, symbol.offset != 0 {
            output.append(byte: 0x2b)
            output.append(address: symbol.offset)
        }
    }
}
