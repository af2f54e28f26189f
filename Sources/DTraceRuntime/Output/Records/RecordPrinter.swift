import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// Prints the records of a program and hands out what they ask of the session.
///
/// Records are never trusted: bytes that do not fit the program are counted in `malformedRecords` and reported, and
/// nothing of them is printed.
final class RecordPrinter {
    /// How values are shown.
    let renderer: ValueRenderer
    /// The number of records that were not records of this program.
    private(set) var malformedRecords = 0

    /// The record being consumed: what its actions fail at is reported with it.
    private(set) var current = RecordIdentity(probe: 0, clause: 0)

    let clauses: [[PreparedRecord]]
    private var flow = FlowIndenter()
    private let heads = RowHeads()
    private var didPrintHeading = false

    /// So many malformed records are reported one by one; the rest is only counted.
    private static let reportedMalformedRecords = 10

    init(program: CompiledProgram, renderer: ValueRenderer) {
        self.renderer = renderer
        clauses = program.clauses.map { $0.records.map { PreparedRecord($0) } }
    }

    /// Prints one record and hands its control actions to `control` where they stand among the printed data.
    ///
    /// - Parameters:
    ///   - cpu: The CPU it was recorded on.
    ///   - following: The record after it on the same CPU, if known; `-F` needs it to tell the last clause of a return.
    ///   - isCommitted: Whether the record's speculation has been committed.
    ///   - output: Receives what the program prints.
    ///   - diagnostics: Receives the sentences for standard error.
    func consume(
        _ record: RawSpan, cpu: Int, following: RecordIdentity? = nil, isCommitted: Bool = false,
        into output: inout OutputBuffer, diagnostics: inout OutputBuffer,
        control: (ControlEvent, inout OutputBuffer) -> Void
    ) -> RecordDisposition {
        let start = output.count
        do {
            let identity = try identity(of: record)
            if identity.clause == RecordHeader.faultClauseID {
                try appendFault(record, probe: identity.probe, to: &diagnostics)
                return .consumed
            }
            current = identity
            let layout = try layout(of: record, clause: identity.clause)
            if let field = layout.speculation, !isCommitted {
                return .speculative(try speculation(field, record))
            }
            if layout.makesRow {
                try beginRow(identity, cpu: cpu, following: following, into: &output)
            }
            if try !layout.append(plain: record, to: &output) {
                for action in layout.actions {
                    try perform(action, on: record, into: &output, control: control)
                }
            }
            if layout.makesRow, !renderer.options.isQuiet { output.append(byte: 0x0a) }
            return .consumed
        } catch {
            output.truncate(to: start)
            report(error, cpu: cpu, to: &diagnostics)
            return .malformed
        }
    }

    /// What the header of a record says of its origin, nil when it is too short for one.
    static func identity(of record: RawSpan) -> RecordIdentity? {
        guard let probe = record.integer(at: RecordHeader.probeID, as: UInt32.self),
            let clause = record.integer(at: RecordHeader.clauseID, as: UInt16.self)
        else { return nil }
        return RecordIdentity(probe: Int(probe), clause: Int(clause))
    }

    private func identity(of record: RawSpan) throws(MalformedData) -> RecordIdentity {
        guard record.byteCount >= RecordHeader.size, let identity = Self.identity(of: record) else {
            throw MalformedData("it has \(record.byteCount) bytes, fewer than a header")
        }
        return identity
    }

    private func layout(of record: RawSpan, clause: Int) throws(MalformedData) -> PreparedRecord {
        guard clauses.indices.contains(clause) else { throw MalformedData("the program has no clause \(clause)") }
        let number = Int(record.integer(at: RecordHeader.recordNumber, as: UInt16.self) ?? 0)
        guard clauses[clause].indices.contains(number) else {
            throw MalformedData("clause \(clause) has no record \(number)")
        }
        let layout = clauses[clause][number]
        // Ring buffers round sizes up, so a record may be longer than its layout.
        guard record.byteCount >= layout.size else {
            throw MalformedData("it has \(record.byteCount) of \(layout.size) bytes")
        }
        return layout
    }

    private func report(_ error: MalformedData, cpu: Int, to diagnostics: inout OutputBuffer) {
        malformedRecords += 1
        guard malformedRecords <= Self.reportedMalformedRecords else { return }
        diagnostics.append("dtrace: internal error: a record of CPU \(cpu) does not fit the program: \(error)\n")
    }

    private func beginRow(
        _ identity: RecordIdentity, cpu: Int, following: RecordIdentity?, into output: inout OutputBuffer
    ) throws(MalformedData) {
        guard heads.select(identity.probe, renderer: renderer) else {
            throw MalformedData("the session has no probe \(identity.probe)")
        }
        if !didPrintHeading {
            output.appendHeading(renderer.options)
            didPrintHeading = true
        }
        if renderer.options.indentsFlow {
            guard let probe = renderer.probe(identity.probe) else { return }
            let row = flow.row(for: identity, probe: probe, cpu: cpu, following: following)
            output.append(flowRow: row, probe: probe, cpu: cpu, options: renderer.options)
        } else if !renderer.options.isQuiet {
            output.append(cpuColumn: cpu, options: renderer.options)
            heads.appendSelected(to: &output)
        }
    }
}
