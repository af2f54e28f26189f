import ProviderAPI
import SystemInfo

/// The probes of one object of a process.
struct PidSearch {
    /// The first part of descriptions.
    var provider: String
    var module: UserModule
    var pattern: ProbePattern

    /// Calls `body` with each probe that matches.
    func forEachProbe(_ body: (any Probe) throws -> Void) throws {
        if pattern.function.literal == "-" {
            try addresses().forEach(body)
            return
        }
        let isMeant = pattern.module.literal != nil && pattern.provider.literal != nil
        let functions = try module.functions(matching: pattern.function, aliases: .best, isMeant: isMeant)
        if functions.isEmpty, isMeant, !module.files.isEmpty, let function = pattern.function.literal {
            throw ProviderError("failed to lookup '\(function)' in module '\(module.name)'", tag: "D_PROC_FUNC")
        }
        for function in functions { try forEachProbe(of: function, body) }
    }

    private func forEachProbe(of function: UserFunction, _ body: (any Probe) throws -> Void) throws {
        for kind in [UserProbeKind.entry, .return] where pattern.name.matches(kind.name) {
            let probe = UserFunctionProbe(
                description: description(function.name, kind), kind: kind, places: function.places)
            if let probe = try probe.withoutRefused(pattern.name) { try body(probe) }
        }
        guard let name = pattern.name.literal else {
            try forEachInstruction(of: function, body)
            return
        }
        guard name != "entry", name != "return" else { return }
        guard let offset = UInt64(name, radix: 16) else {
            throw ProviderError("\"\(name)\" is an invalid probe name", tag: "D_PROC_NAME")
        }
        let kind = UserProbeKind.offset(offset, name: name)
        let places = function.places.filter { kind.fits($0) }
        guard !places.isEmpty else {
            throw ProviderError(
                "offset 0x\(String(offset, radix: 16)) outside of function '\(function.name)'", tag: "D_PROC_OFF")
        }
        let description = description(function.name, kind)
        for place in places { try InstructionBoundary.check(offset, in: place, of: description) }
        try body(UserFunctionProbe(description: description, kind: kind, places: places))
    }

    /// Every instruction whose offset matches.
    private func forEachInstruction(of function: UserFunction, _ body: (any Probe) throws -> Void) throws {
        // `*entry` and its like cannot be offsets, and the code need not be read.
        guard Self.mayMatchOffset(pattern.name.text) else { return }
        var places: [UInt64: [UserFunctionPlace]] = [:]
        for place in function.places {
            for offset in try InstructionBoundary.offsets(in: place, of: description(function.name, .entry)) {
                places[offset, default: []].append(place)
            }
        }
        for offset in places.keys.sorted() {
            let name = String(offset, radix: 16)
            guard pattern.name.matches(name) else { continue }
            let kind = UserProbeKind.offset(offset, name: name)
            try body(
                UserFunctionProbe(
                    description: description(function.name, kind), kind: kind, places: places[offset] ?? []))
        }
    }

    /// Whether no character rules out that the pattern matches an offset; a set may have any.
    private static func mayMatchOffset(_ pattern: String) -> Bool {
        var isInSet = false
        for character in pattern {
            switch character {
            case "[": isInSet = true
            case "]": isInSet = false
            default:
                guard isInSet || character.isHexDigit || "*?\\".contains(character) else { return false }
            }
        }
        return true
    }

    /// The function `-`: an address of the object, as its symbol tables have them.
    private func addresses() throws -> [UserFunctionProbe] {
        guard let name = pattern.name.literal, let address = UInt64(name, radix: 16) else {
            throw ProviderError(
                "the function - stands for the whole of '\(module.name)': give the address of an instruction in it as "
                    + "the name, in hexadecimal", tag: "D_PROC_NAME")
        }
        let kind = UserProbeKind.offset(0, name: name)
        let places = try module.files.map { file throws -> UserFunctionPlace in
            let elf = try ELFFile(path: file.accessPath)
            guard let offset = try elf.segments().fileOffset(of: address) else {
                throw ProviderError(
                    "offset 0x\(String(address, radix: 16)) outside of '\(module.name)'", tag: "D_PROC_OFF")
            }
            try check(address, of: elf, named: name)
            return UserFunctionPlace(file: file, architecture: elf.architecture, fileOffset: offset, size: 1)
        }
        guard !places.isEmpty else { return [] }
        return [UserFunctionProbe(description: description("-", kind), kind: kind, places: places)]
    }

    /// An address in a known function must be that of an instruction; elsewhere nobody can tell.
    private func check(_ address: UInt64, of elf: borrowing ELFFile, named name: String) throws {
        let segments = try elf.segments()
        let index = try SymbolIndex(elf)
        guard let (_, offset) = index.lookup(address), let start = segments.fileOffset(of: address - offset) else {
            return
        }
        let place = UserFunctionPlace(
            file: MappedBinary(path: elf.path, accessPath: elf.path), architecture: elf.architecture,
            fileOffset: start, size: offset + 1)
        try InstructionBoundary.check(offset, in: place, of: description("-", .offset(address, name: name)))
    }

    private func description(_ function: String, _ kind: UserProbeKind) -> ProbeDescription {
        ProbeDescription(provider, module.name, function, kind.name)
    }
}
