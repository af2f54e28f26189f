import BPF
package import ProviderAPI

extension ArgumentSource: WireValue {
    package var json: JSON {
        switch self {
        case .constant(let value): .choice("constant", [("value", JSON(value))])
        case .field(let offset, let width, let signed): .number("field", offset, width, signed)
        case .fieldAddress(let offset): .choice("fieldAddress", [("offset", JSON(offset))])
        case .dataLocation(let offset): .choice("dataLocation", [("offset", JSON(offset))])
        case .relativeDataLocation(let offset): .choice("relativeDataLocation", [("offset", JSON(offset))])
        case .slot(let index): .choice("slot", [("index", JSON(index))])
        case .register(let offset, let width, let signed): .number("register", offset, width, signed)
        case .memory(let address, let width, let signed, let space):
            .choice(
                "memory",
                [
                    ("address", address.json), ("size", JSON(width.rawValue)), ("signed", .bool(signed)),
                    ("space", space.json),
                ])
        case .sum(let base, let index, let scale, let displacement):
            .choice(
                "sum",
                [
                    ("base", base?.json), ("index", index?.json), ("scale", JSON(scale)),
                    ("displacement", JSON(displacement)),
                ])
        case .kernelProgramCounter: .choice("kernelProgramCounter", [])
        case .userProgramCounter: .choice("userProgramCounter", [])
        case .taskField(let offset, let width, let signed): .number("taskField", offset, width, signed)
        case .entryRegister(let offset, let width, let signed): .number("entryRegister", offset, width, signed)
        }
    }

    package init(_ json: JSON, at place: String) throws(WireError) {
        var (name, members) = try Members.choice(json, at: place)
        self = try Self.read(name, &members, at: place)
        try members.finish()
    }

    private static func read(_ name: String, _ members: inout Members, at place: String) throws(WireError) -> Self {
        switch name {
        case "constant": return .constant(try members.integer("value"))
        case "field":
            let (offset, width, signed) = try members.number()
            return .field(offset: offset, width: width, signed: signed)
        case "fieldAddress": return .fieldAddress(offset: try members.integer("offset"))
        case "dataLocation": return .dataLocation(offset: try members.integer("offset"))
        case "relativeDataLocation": return .relativeDataLocation(offset: try members.integer("offset"))
        case "slot": return .slot(index: try members.integer("index"))
        case "register":
            let (offset, width, signed) = try members.number()
            return .register(offset: offset, width: width, signed: signed)
        case "memory":
            return .memory(
                address: try members.value("address", as: ArgumentSource.self), width: try members.width(),
                signed: try members.bool("signed", default: false),
                space: try members.optional("space", as: AddressSpace.self) ?? .kernel)
        case "sum":
            return .sum(
                base: try members.optional("base", as: ArgumentSource.self),
                index: try members.optional("index", as: ArgumentSource.self),
                scale: try members.integer("scale", default: 1),
                displacement: try members.integer("displacement", default: 0))
        case "taskField":
            let (offset, width, signed) = try members.number()
            return .taskField(offset: offset, width: width, signed: signed)
        case "entryRegister":
            let (offset, width, signed) = try members.number()
            return .entryRegister(offset: offset, width: width, signed: signed)
        default: return try readByMeaning(name, &members, at: place)
        }
    }

    /// Sources that differ between architectures and are named by what they mean.
    private static func readByMeaning(
        _ name: String, _ members: inout Members, at place: String
    ) throws(WireError) -> Self {
        switch name {
        case "kernelProgramCounter": return .kernelProgramCounter
        case "userProgramCounter": return .userProgramCounter
        case "functionArgument":
            let index = try members.integer("index", as: Int.self)
            guard (0..<10).contains(index) else { throw members.error("index", "is not between 0 and 9") }
            let space = try members.optional("space", as: AddressSpace.self) ?? .user
            return SavedRegisters.native.argumentSources(count: index + 1, space: space)[index]
        case "functionResult":
            return .register(offset: SavedRegisters.native.returnValue, width: .double, signed: false)
        default: throw WireError(place, "names the source `\(name)`, which the protocol does not know")
        }
    }
}

extension JSON {
    fileprivate static func number(_ name: String, _ offset: Int, _ width: Width, _ signed: Bool) -> JSON {
        .choice(name, [("offset", JSON(offset)), ("size", JSON(width.rawValue)), ("signed", .bool(signed))])
    }
}

extension Members {
    fileprivate mutating func number() throws(WireError) -> (offset: Int, width: Width, signed: Bool) {
        (try integer("offset"), try width(), try bool("signed", default: false))
    }

    fileprivate mutating func width() throws(WireError) -> Width {
        let size = try integer("size", as: UInt8.self)
        guard let width = Width(rawValue: size) else { throw error("size", "is \(size), not 1, 2, 4 or 8") }
        return width
    }
}
