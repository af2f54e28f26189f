import BPF

/// The bytes of string constants, in one read-only map; and zeros to copy from.
struct ConstantTable {
    static let stringsMap: MapReference = "strings"
    static let zerosMap: MapReference = "zeros"

    private var bytes: [UInt8] = []
    private var offsets: [[UInt8]: Int] = [:]
    private var zeroCount = 0

    /// The offset of the constant with its terminating zero byte; constants begin at multiples of 8.
    mutating func offset(of constant: [UInt8]) -> UInt32 {
        if let known = offsets[constant] { return UInt32(known) }
        let offset = bytes.count
        offsets[constant] = offset
        bytes += constant
        bytes += [UInt8](repeating: 0, count: (constant.count + 1).aligned(to: 8) - constant.count)
        return UInt32(offset)
    }

    /// Makes sure the map of zeros has as many bytes.
    mutating func reserveZeros(_ count: Int) { zeroCount = max(zeroCount, count.aligned(to: 8)) }

    var maps: [MapSpec] {
        var maps: [MapSpec] = []
        if !bytes.isEmpty { maps.append(Self.map(Self.stringsMap, bytes)) }
        if zeroCount > 0 { maps.append(Self.map(Self.zerosMap, [UInt8](repeating: 0, count: zeroCount))) }
        return maps
    }

    private static func map(_ reference: MapReference, _ contents: [UInt8]) -> MapSpec {
        MapSpec(
            reference, .array, keySize: 4, valueSize: contents.count, maxEntries: 1, flags: .readOnlyProgram,
            frozenContents: contents)
    }
}
