package import BPF

/// Instructions as the kernel has them: an array of strings of 16 hexadecimal digits, the 8 bytes of a `struct bpf_insn`
/// each, in the order in which they lie in memory.
///
/// Code that refers to maps or kernel functions has no such form: those are known by numbers of one process only.
extension Code: WireValue {
    /// The slots a converter may take.
    package static let mostSlots = 1024

    package var json: JSON {
        // What cannot be encoded goes out as nothing, which the reader refuses.
        guard let encoded = try? encode(self, maps: { _ in nil }, kernelFunctions: { _ in nil }) else { return [] }
        return .array(encoded.slots.map { .string(Self.text(of: $0)) })
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        guard case .array(let elements) = json, !elements.isEmpty, elements.count <= Self.mostSlots else {
            throw WireError(place, "is not an array of 1 to \(Self.mostSlots) instructions")
        }
        var slots: [UInt64] = []
        for (index, element) in elements.enumerated() {
            guard case .string(let text) = element, let slot = Self.slot(text) else {
                throw WireError("\(place)[\(index)]", "is not a string of 16 hexadecimal digits")
            }
            slots.append(slot)
        }
        do throws(DecodingError) { self = try decode(slots) } catch {
            throw WireError("\(place)[\(error.slot)]", "is not an instruction: \(error.problem)")
        }
    }

    private static func text(of slot: UInt64) -> String {
        let digits = String(slot.byteSwapped, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func slot(_ text: String) -> UInt64? {
        guard text.utf8.count == 16, text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        return UInt64(text, radix: 16)?.byteSwapped
    }
}
