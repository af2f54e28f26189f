/// Numbers written straight into memory: most of what is printed is made of them.
extension [UInt8] {
    /// Adds a decimal number in a column of `width` bytes that blanks fill.
    public mutating func append(decimal magnitude: UInt64, isNegative: Bool, width: Int, isLeft: Bool) {
        append(addingCapacity: Swift.max(UInt64.mostDecimalDigits + 1, width)) {
            $0.append(decimal: magnitude, isNegative: isNegative, width: width, isLeft: isLeft)
        }
    }

    /// Adds the 8 bytes of a number, the highest first.
    public mutating func append(bigEndian word: UInt64) {
        unsafe Swift.withUnsafeBytes(of: word.bigEndian) { unsafe append(contentsOf: $0) }
    }
}

extension OutputSpan<UInt8> {
    /// Adds a decimal number in a column of `width` bytes that blanks fill. There must be room for it.
    public mutating func append(decimal magnitude: UInt64, isNegative: Bool, width: Int, isLeft: Bool) {
        let digits = magnitude.decimalDigitCount
        let length = isNegative ? digits + 1 : digits
        let blanks = width > length ? width - length : 0
        if !isLeft, blanks > 0 { append(repeating: 0x20, count: blanks) }
        if isNegative { append(0x2d) }
        precondition(digits <= freeCapacity)
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            var rest = magnitude
            var place = count + digits
            // Two digits for one long division; the short one is of a number below 100.
            while place - count >= 2 {
                place -= 2
                let pair = UInt32(truncatingIfNeeded: rest % 100)
                rest /= 100
                let tens = (pair * 103) >> 10
                unsafe buffer[place] = 0x30 + UInt8(truncatingIfNeeded: tens)
                unsafe buffer[place + 1] = 0x30 + UInt8(truncatingIfNeeded: pair - tens * 10)
            }
            if place > count { unsafe buffer[count] = 0x30 + UInt8(truncatingIfNeeded: rest) }
            count += digits
        }
        if isLeft, blanks > 0 { append(repeating: 0x20, count: blanks) }
    }
}

extension UInt64 {
    /// The digits of the largest number in decimal.
    public static let mostDecimalDigits = 20

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
