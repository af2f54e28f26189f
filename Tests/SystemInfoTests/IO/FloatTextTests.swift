import Foundation
import SystemInfo
import Testing

@Suite struct FloatTextTests {
    @Test func `agrees with the C library`() {
        for value in [0, -0.0, 1.5, -123456.789, 1e300, .infinity, 0.1] as [Double] {
            for conversion in "eEfFgGaA" {
                for (flags, width, precision) in [("", 0, nil), ("-", 20, 3), ("0+", 15, 1), ("# ", 3, 0)]
                    as [(String, Int, Int?)]
                {
                    var bytes: [UInt8] = []
                    FloatText.append(
                        value, conversion: conversion.asciiValue ?? 0, flags: Array(flags.utf8), width: width,
                        precision: precision, to: &bytes)
                    let spec =
                        "%\(flags)\(width == 0 ? "" : "\(width)")\(precision.map { ".\($0)" } ?? "")\(conversion)"
                    #expect(
                        String(decoding: bytes, as: UTF8.self) == String(format: spec, value), "\(spec) of \(value)")
                }
            }
        }
    }

    @Test func `adds nothing for other conversions`() {
        var bytes: [UInt8] = [1]
        FloatText.append(1, conversion: UInt8(ascii: "s"), flags: [], width: 0, precision: nil, to: &bytes)
        #expect(bytes == [1])
    }
}
