/// Numbers written straight into the memory of a byte array: most of what is printed is made of them.
extension [UInt8] {
    /// Adds a decimal number in a column of `width` bytes that blanks fill.
    public mutating func append(decimal magnitude: UInt64, isNegative: Bool, width: Int, isLeft: Bool) {
        let digits = magnitude.decimalDigitCount
        let length = isNegative ? digits + 1 : digits
        let blanks = width > length ? width - length : 0
        append(addingCapacity: length + blanks) { output in
            if !isLeft, blanks > 0 { output.append(repeating: 0x20, count: blanks) }
            if isNegative { output.append(0x2d) }
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                var rest = magnitude
                var place = count + digits
                while place > count {
                    place -= 1
                    unsafe buffer[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
                count += digits
            }
            if isLeft, blanks > 0 { output.append(repeating: 0x20, count: blanks) }
        }
    }

    /// Adds the 8 bytes of a number, the highest first.
    public mutating func append(bigEndian word: UInt64) {
        unsafe Swift.withUnsafeBytes(of: word.bigEndian) { unsafe append(contentsOf: $0) }
    }
}

extension UInt64 {
    /// The digits of the number in decimal, 1 for the number 0.
    fileprivate var decimalDigitCount: Int {
        var rest = self
        var count = 1
        while rest >= 10_000 {
            rest /= 10_000
            count += 4
        }
        return rest >= 1000 ? count + 3 : rest >= 100 ? count + 2 : rest >= 10 ? count + 1 : count
    }
}
