import BPF
import ProviderAPI
import SystemInfo

extension EventField {
    /// Whether the argument leads to data inside the record: an array, a string or a struct.
    var isInRecord: Bool { storage != .value || width == nil }

    /// The argument's type in C syntax; text in the record is a `string`.
    var argumentType: String {
        let type = plainType
        return switch storage {
        case .value: width == nil ? "\(type) *" : type
        case .array where type == "char", .dataLocation where type == "char",
            .relativeDataLocation where type == "char":
            "string"
        case .array(let count): "\(type) [\(count)]"
        case .dataLocation, .relativeDataLocation: "\(type) *"
        }
    }

    /// Where the argument's value comes from in the record.
    var source: ArgumentSource {
        switch storage {
        case .dataLocation: return .dataLocation(offset: offset)
        case .relativeDataLocation: return .relativeDataLocation(offset: offset)
        case .array: return .fieldAddress(offset: offset)
        case .value: break
        }
        guard let width else { return .fieldAddress(offset: offset) }
        if offset % size == 0 { return .field(offset: offset, width: width, signed: isSigned) }
        // Packed records hold fields at odd places, where a direct load would be refused.
        return .memory(address: .fieldAddress(offset: offset), width: width, signed: isSigned, space: .kernel)
    }

    /// The width of a value that fits an argument, else nil.
    private var width: Width? { UInt8(exactly: size).flatMap(Width.init(rawValue:)) }
}
