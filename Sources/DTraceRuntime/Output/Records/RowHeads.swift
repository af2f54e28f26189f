import ProviderAPI

/// The columns of rows that name the probe, made once for each.
final class RowHeads {
    private var heads: [Int: [UInt8]] = [:]
    private var lastProbe = -1
    private var lastHead: [UInt8] = []

    /// The columns for a probe; nil when the session has no such probe.
    func head(of id: Int, renderer: ValueRenderer) -> [UInt8]? {
        if id == lastProbe { return lastHead }
        guard let head = heads[id] ?? Self.head(of: id, renderer) else { return nil }
        heads[id] = head
        lastProbe = id
        lastHead = head
        return head
    }

    private static func head(of id: Int, _ renderer: ValueRenderer) -> [UInt8]? {
        guard let probe = renderer.probe(id) else { return nil }
        var head = OutputBuffer(capacity: 0)
        head.append(probe, id: id, options: renderer.options)
        return head.bytes
    }
}
