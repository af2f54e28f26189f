import DCompiler
import ProviderAPI
import SystemInfo

extension RecordPrinter {
    /// DTrace's sentence for an action of the current record that could not be carried out, without the program's name.
    func failure(_ reason: String) -> String {
        let probe = renderer.probe(current.probe).map { "\($0)" } ?? ""
        return "error in dt_clause_\(current.clause) for probe ID \(current.probe) (\(probe)): \(reason)"
    }

    /// Adds DTrace's sentence for a fault of a clause.
    func appendFault(_ record: RawSpan, probe id: Int, to diagnostics: inout OutputBuffer) throws(MalformedData) {
        guard record.byteCount >= FaultRecord.size,
            let kind = record.integer(at: FaultRecord.kind, as: UInt32.self),
            let clause = record.integer(at: FaultRecord.clause, as: Int32.self),
            let value = record.integer(at: FaultRecord.value, as: UInt64.self),
            let offset = record.integer(at: FaultRecord.offset, as: Int32.self)
        else { throw MalformedData("it has \(record.byteCount) of the \(FaultRecord.size) bytes of a fault") }
        guard let probe = renderer.probe(id) else { throw MalformedData("the session has no probe \(id)") }
        let fault = FaultKind(rawValue: kind)
        let detail =
            switch fault {
            case .badAddress where value == .max: ""
            case .badAddress, .badAlignment, .badStack: " (0x\(String(value, radix: 16)))"
            case .badSize, .badIndex: " (\(Int64(bitPattern: value)))"
            default: ""
            }
        diagnostics.append(
            "dtrace: error in dt_clause_\(clause) for probe ID \(id) (\(probe)): "
                + "\(fault?.sentence ?? "unknown fault")\(detail) at BPF pc \(offset)\n")
    }
}

extension FaultKind {
    /// DTrace's name of the fault in messages.
    var sentence: String {
        switch self {
        case .badAddress: "invalid address"
        case .badAlignment: "invalid alignment"
        case .illegalOperation: "illegal operation"
        case .divideByZero: "divide-by-zero"
        case .noScratch: "out of scratch space"
        case .kernelPrivilege: "invalid kernel access"
        case .userPrivilege: "invalid user access"
        case .tupleOverflow: "tuple stack overflow"
        case .badStack: "bad stack"
        case .badSize: "invalid size"
        case .badIndex: "index out of bounds"
        case .library: "library-level fault"
        }
    }
}
