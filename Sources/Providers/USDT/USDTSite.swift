import BPF
import ProviderAPI
import SystemInfo

/// One instruction at which a statically defined probe fires.
struct USDTSite: Hashable, Sendable {
    var file: MappedBinary
    var architecture: ELFArchitecture
    /// The link-time address of the instruction.
    var location: UInt64
    /// Where the instruction is in the file.
    var fileOffset: UInt64
    var semaphore: Semaphore
    /// The operands, one for each argument.
    var operands: [String]

    /// The counter of tracers, from which the program sees whether anybody listens.
    enum Semaphore: Hashable, Sendable {
        case none
        /// Its place in the file.
        case at(UInt64)
        /// It is memory that the file does not fill, which the kernel cannot find.
        case outsideFile
    }

    func attachPoint(of probe: ProbeDescription) throws(ProviderError) -> AttachPoint {
        let offset: UInt64
        switch semaphore {
        case .none: offset = 0
        case .at(let place): offset = place
        case .outsideFile:
            throw ProviderError(
                "\(probe): the program's semaphore of this probe has no place in \(file.path), so it cannot be switched on"
            )
        }
        return .uprobe(
            path: file.accessPath, offset: fileOffset, isReturn: false, processID: file.processID, semaphore: offset)
    }

    /// The size and sign of an argument, or nil when its operand is not understood.
    func operand(_ index: Int) -> SDTOperand? {
        operands.indices.contains(index) ? try? SDTOperand(operands[index], architecture: architecture) : nil
    }

    /// Where the arguments in use come from. The others count as 0, so that sites that differ only in them share a stub.
    func sources(for demand: ContextDemand, of probe: ProbeDescription) throws -> [ArgumentSource] {
        let used = operands.indices.prefix(10).filter(demand.arguments.contains)
        guard let last = used.last else { return [] }
        var sources = [ArgumentSource](repeating: .constant(0), count: last + 1)
        for index in used {
            do {
                sources[index] = try source(operands[index])
            } catch let error as OperandError {
                throw ProviderError("\(probe): arg\(index) is `\(operands[index])`, \(error.reason)")
            } catch {
                throw ProviderError("\(probe): arg\(index) is `\(operands[index])`, but \(error)")
            }
        }
        return sources
    }

    private func source(_ text: String) throws -> ArgumentSource {
        let operand = try SDTOperand(text, architecture: architecture)
        let programCounter = SavedRegisters(architecture)?.programCounter ?? X86Operands.programCounter
        return try operand.source(
            at: SDTOperand.Site(location: location, programCounter: programCounter) { symbol in
                try ELFFile(path: file.accessPath).address(ofSymbol: symbol)
            })
    }
}

extension USDTSite {
    /// The place that a note tells, or nil when its code was not linked into the file.
    init?(_ note: SDTNote, in file: MappedBinary, _ architecture: ELFArchitecture, _ segments: ELFSegments) {
        guard let offset = segments.fileOffset(of: note.location) else { return nil }
        self.init(
            file: file, architecture: architecture, location: note.location, fileOffset: offset,
            semaphore: note.semaphore == 0
                ? .none : segments.fileOffset(of: note.semaphore).map { .at($0) } ?? .outsideFile,
            operands: SDTOperand.split(note.arguments))
    }

    /// The place in a line for people.
    var text: String {
        let semaphore =
            switch semaphore {
            case .none: "no semaphore"
            case .at(let offset): "semaphore at 0x\(String(offset, radix: 16))"
            case .outsideFile: "a semaphore outside of the file"
            }
        let operands = operands.isEmpty ? "no arguments" : operands.joined(separator: " ")
        return "0x\(String(fileOffset, radix: 16)) of \(file.path), \(semaphore): \(operands)"
    }
}
