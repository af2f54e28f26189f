import Foundation
import TestSupport
import Testing

@testable import DTraceRuntime

@Suite struct NumberStyleTests {
    @Test func `agrees with the C library for every style`() {
        var random = SeededGenerator(printing: 20_260_401)
        let values: [UInt64] =
            [0, 1, 7, 8, 9, 10, 15, 16, 255, 1 << 31, 1 << 63, .max] + (0..<40).map { _ in random.next() }
        let bases: [(NumberStyle.Base, String, Bool)] = [
            (.octal, "o", false), (.decimal, "u", false), (.hexadecimal, "x", false), (.hexadecimal, "X", true),
        ]
        for (base, letter, isUppercase) in bases {
            for flagBits in UInt8(0)..<8 {
                for (width, precision) in [(0, nil), (5, nil), (24, nil), (24, 6), (3, 0), (0, 30)] as [(Int, Int?)] {
                    let style = NumberStyle(
                        base: base, isUppercase: isUppercase, flags: FormatFlags(rawValue: flagBits), width: width,
                        precision: precision)
                    let flags = String(decoding: style.flags.characters, as: UTF8.self)
                    guard !(letter == "u" && flags.contains("#")) else { continue }
                    let spec = "%\(flags)\(width == 0 ? "" : "\(width)")\(precision.map { ".\($0)" } ?? "")ll\(letter)"
                    for value in values {
                        let expected = String(format: spec, value)
                        #expect(
                            text { $0.append(magnitude: value, isNegative: false, style: style) } == expected,
                            "\(spec) of \(value)")
                    }
                }
            }
        }
    }

    @Test func `writes signs as flags ask`() {
        let write = { (value: Int64, flags: FormatFlags, width: Int) in
            text {
                $0.append(
                    magnitude: value.magnitude, isNegative: value < 0, style: NumberStyle(flags: flags, width: width))
            }
        }
        #expect(write(-5, [], 4) == "  -5")
        #expect(write(-5, .zero, 4) == "-005")
        #expect(write(5, .plus, 0) == "+5")
        #expect(write(5, [.space, .left], 4) == " 5  ")
        #expect(write(.min, [], 0) == "-9223372036854775808")
    }
}
