import ProviderAPI

/// The columns of rows that name the probe, made once for each.
final class RowHeads {
    private var heads: [Int: [UInt8]] = [:]
    private var lastProbe = -1
    private var lastHead: [UInt8] = []

    /// Makes the columns for a probe ready to be added; false when the session has no such probe.
    func select(_ id: Int, renderer: ValueRenderer) -> Bool {
        if id == lastProbe { return true }
        guard let head = heads[id] ?? Self.head(of: id, renderer) else { return false }
        heads[id] = head
        lastProbe = id
        lastHead = head
        return true
    }

    /// Adds the columns for the selected probe.
    func appendSelected(to output: inout OutputBuffer) { output.append(contentsOf: lastHead) }

    private static func head(of id: Int, _ renderer: ValueRenderer) -> [UInt8]? {
        guard let probe = renderer.probe(id) else { return nil }
        var head = OutputBuffer(capacity: 0)
        head.append(probe, id: id, options: renderer.options)
        return head.bytes
    }
}
