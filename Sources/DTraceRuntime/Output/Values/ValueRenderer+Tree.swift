import DCompiler
import DLanguage
import SystemInfo

extension ValueRenderer {
    /// Deeper nesting than this is not shown; types by value cannot get there.
    private static var deepest: Int { 64 }
    /// The column where print() begins.
    private static var margin: Int { 44 }

    /// Adds a value as print() shows it: its address, then its members as a tree.
    func appendTree(
        _ field: RecordField, address: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let range = try range(of: field, in: data)
        output.append(address: UInt64(bitPattern: try number(address, in: data)))
        output.append(" = *\n" as StaticString)
        let shown = options.printSize > 0 ? min(range.count, options.printSize) : range.count
        var end = End(offset: range.lowerBound + shown)
        appendNode(
            Node(type: field.type, name: "", bitOffset: range.lowerBound * 8), before: &end, in: data, to: &output)
    }

    /// Where the bytes to show end, and whether the tree says already that there are more.
    private struct End {
        var offset: Int
        var isMarked = false
    }

    /// A value in the tree.
    private struct Node {
        var type: DType
        /// Empty for array elements and the whole.
        var name: String
        /// From the start of the data.
        var bitOffset: Int
        var bitWidth: Int?
        var depth = 0

        var byteOffset: Int { bitOffset / 8 }
    }

    private func appendNode(_ node: Node, before end: inout End, in data: RawSpan, to output: inout OutputBuffer) {
        guard node.depth < Self.deepest, !end.isMarked else { return }
        guard node.byteOffset + leastSize(of: node) <= end.offset else {
            end.isMarked = true
            output.append(blanks: Self.margin + node.depth)
            return output.append("...\n" as StaticString)
        }
        switch node.type.resolved {
        case .aggregate(let id):
            guard types.aggregates.indices.contains(id.index) else { return }
            append(opening: "{", of: node, to: &output)
            for member in types[id].members {
                var child = Node(type: member.type, name: member.name, bitOffset: node.bitOffset + member.bitOffset)
                child.bitWidth = member.bitWidth
                child.depth = node.depth + 1
                appendNode(child, before: &end, in: data, to: &output)
            }
            append(closing: "}", of: node, to: &output)
        case .array(let element, let count):
            append(opening: "[", of: node, to: &output)
            let bytes = size(of: element)
            for index in 0..<max(0, count) where bytes > 0 && !end.isMarked {
                var child = Node(type: element, name: "", bitOffset: node.bitOffset + index * bytes * 8)
                child.depth = node.depth + 1
                appendNode(child, before: &end, in: data, to: &output)
            }
            append(closing: "]", of: node, to: &output)
        default: appendLeaf(node, end: end.offset, in: data, to: &output)
        }
    }

    /// The bytes without which nothing of a value can be shown.
    private func leastSize(of node: Node) -> Int {
        switch node.type.resolved {
        case .aggregate, .array, .string: min(1, size(of: node.type))
        default: node.bitWidth == nil ? size(of: node.type) : 1
        }
    }

    private func append(label node: Node, to output: inout OutputBuffer) {
        output.append(blanks: Self.margin + node.depth)
        if !node.name.isEmpty {
            output.append(byte: 0x2e)
            output.append(node.name)
            output.append(" = " as StaticString)
        }
        output.append(byte: 0x28)
        output.append(name(of: node.type))
        output.append(byte: 0x29)
    }

    private func append(opening bracket: String, of node: Node, to output: inout OutputBuffer) {
        append(label: node, to: &output)
        output.append(" \(bracket)\n")
    }

    private func append(closing bracket: String, of node: Node, to output: inout OutputBuffer) {
        output.append(blanks: Self.margin + node.depth)
        output.append(node.depth > 0 ? "\(bracket),\n" : "\(bracket)\n")
    }

    private func appendLeaf(_ node: Node, end: Int, in data: RawSpan, to output: inout OutputBuffer) {
        let start = output.count
        append(label: node, to: &output)
        if case .string = node.type.resolved {
            output.append(byte: 0x22)
            output.append(data, in: node.byteOffset..<data.endOfString(in: node.byteOffset..<end))
            output.append(byte: 0x22)
        } else {
            guard let scalar = leaf(node, end: end, in: data) else { return output.truncate(to: start) }
            if case .integer = node.type.resolved, scalar.bits == 0, node.depth > 0 {
                return output.truncate(to: start)
            }
            append(leaf: scalar, type: node.type.resolved, to: &output)
        }
        output.append(node.depth > 0 ? ",\n" as StaticString : "\n")
    }

    private func leaf(_ node: Node, end: Int, in data: RawSpan) -> Scalar? {
        let bytes = size(of: node.type)
        let isSigned =
            switch node.type.resolved {
            case .integer(let type): type.isSigned
            case .enumeration: true
            default: false
            }
        guard let width = node.bitWidth, width > 0, width < 64 else {
            guard node.byteOffset + bytes <= end,
                let bits = Self.bits(at: node.byteOffset, bytes: bytes, isSigned: isSigned, in: data)
            else { return nil }
            return Scalar(bits: bits, bytes: bytes, isSigned: isSigned)
        }
        var bits: UInt64 = 0
        for position in 0..<width {
            let bit = node.bitOffset + position
            guard bit / 8 < end, let byte = data.integer(at: bit / 8, as: UInt8.self) else { return nil }
            bits |= UInt64(byte >> UInt8(bit % 8) & 1) << UInt64(position)
        }
        if isSigned, bits >> UInt64(width - 1) & 1 == 1 { bits |= ~0 << UInt64(width) }
        return Scalar(bits: bits, bytes: bytes, isSigned: isSigned)
    }

    private func append(leaf scalar: Scalar, type: DType, to output: inout OutputBuffer) {
        switch type {
        case .pointer, .function: output.append(address: scalar.bits)
        case .enumeration(let id):
            if types.enumerations.indices.contains(id.index),
                let index = types[id].constantValues.firstIndex(of: scalar.signed),
                types[id].constantNames.indices.contains(index)
            {
                output.append(types[id].constantNames[index])
            } else {
                output.append(scalar.signed)
            }
        case .integer(let type)
        where type.bytes == 1 && type.name.hasSuffix("char") && (0x20...0x7e).contains(scalar.bits):
            output.append(byte: 0x27)
            output.append(byte: UInt8(truncatingIfNeeded: scalar.bits))
            output.append(byte: 0x27)
        default:
            output.append(magnitude: scalar.magnitude, isNegative: scalar.isNegative, style: NumberStyle())
        }
    }
}
