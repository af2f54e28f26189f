import Glibc

/// Floating-point numbers as printf(3) writes them.
public enum FloatText {
    /// Adds `value` to `bytes` by one of the conversions `e E f F g G a A`.
    ///
    /// `flags` are characters of `#0-+ '`; a missing precision is the C library's 6.
    public static func append(
        _ value: Double, conversion: UInt8, flags: [UInt8], width: Int, precision: Int?, to bytes: inout [UInt8]
    ) {
        guard "eEfFgGaA".utf8.contains(conversion) else { return }
        let allowed = flags.filter { "#0-+ '".utf8.contains($0) }
        let text: [UInt8] =
            [0x25] + allowed + (precision == nil ? Array("*".utf8) : Array("*.*".utf8)) + [conversion, 0]
        let format = text.map { CChar(bitPattern: $0) }
        let arguments: [any CVarArg] =
            if let precision { [Int32(clamping: width), Int32(clamping: precision), value] } else {
                [Int32(clamping: width), value]
            }
        let length = unsafe withVaList(arguments) { unsafe vsnprintf(nil, 0, format, $0) }
        guard length > 0 else { return }
        var room = [CChar](repeating: 0, count: Int(length) + 1)
        _ = unsafe withVaList(arguments) { unsafe vsnprintf(&room, room.count, format, $0) }
        bytes.append(contentsOf: room.dropLast().lazy.map { UInt8(bitPattern: $0) })
    }
}
