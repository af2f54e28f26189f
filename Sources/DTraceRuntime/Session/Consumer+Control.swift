import BPF
import DCompiler
import DLanguage
import SystemInfo

extension Consumer {
    /// Carries out what a record asks for, at its place among the printed data.
    func carryOut(_ event: ControlEvent, _ output: inout OutputBuffer) {
        switch event {
        case .exit: break  // The clause has closed the gate itself.
        case .printa(let format, let ids):
            // With `aggrate` they are as the last regular look found them.
            if options.aggregationRate <= 0 || hasStopped { for id in ids { refresh(id) } }
            do {
                try aggregations.print(ids, format: format, into: &output)
            } catch {
                report("internal error: \(error)")
            }
        case .aggregation(let command):
            refresh(command.aggregation)
            if let change = aggregations.apply(command) { apply(change) }
        case .commit(let id): commit(id, into: &output)
        case .discard(let id): discard(id)
        case .setopt(let name, let value): setOption(name, value)
        case .system(let command): runCommand(command, after: &output)
        case .freopen(let path): redirect(to: path, after: &output)
        case .ftruncate: attempt { () throws(OutputFileError) in try destination.truncate(&output) }
        case .pcap(let packet):
            // Only a file that freopen() named is one of packets.
            if destination.isRedirected {
                attempt { () throws(OutputFileError) in try destination.append(packet, &output) }
            } else {
                packet.bytes.withRawSpan { output.append(hexDump: $0, in: 0..<$0.byteCount) }
            }
        }
    }

    /// Reads all aggregations' maps anew.
    func refreshAll() {
        for layout in program.aggregations { refresh(layout.aggregation.id) }
    }

    /// Reads an aggregation's map anew.
    func refresh(_ id: AggregationID) {
        guard let layout = program.aggregations.first(where: { $0.aggregation.id == id }) else { return }
        do {
            try aggregations.snapshot(of: id) { table throws(KernelError) in
                try read(layout, into: &table)
                if let short = layout.shortKeys { try read(short, into: &table) }
            }
        } catch {
            report("cannot read the aggregation @\(layout.aggregation.name): \(error)")
        }
    }

    private func read(_ layout: AggregationLayout, into table: inout AggregationTable) throws(KernelError) {
        try loaded.maps.withMap(layout.map) { map throws(KernelError) in
            switch layout.storage {
            case .perCPUArray(let index):
                guard let value = try map.lookup(key: UInt32(index)) else { return }
                [UInt8]().withRawSpan { key in value.withRawSpan { add(key, $0, to: &table) } }
            case .perCPUHash:
                try map.forEachEntry { add($0, $1, to: &table) }
            }
        }
    }

    /// Adds the entries with short keys, with the zeros that these go without.
    private func read(
        _ short: AggregationLayout.ShortKeys, into table: inout AggregationTable
    ) throws(KernelError) {
        var whole: [UInt8] = []
        try loaded.maps.withMap(short.map) { map throws(KernelError) in
            try map.forEachEntry { key, values in
                whole.removeAll(keepingCapacity: true)
                whole.append(key, in: 0..<key.byteCount)
                whole += repeatElement(0, count: table.layout.keySize - key.byteCount)
                whole.withRawSpan { add($0, values, to: &table) }
            }
        }
    }

    private func add(_ key: RawSpan, _ values: RawSpan, to table: inout AggregationTable) {
        do {
            try table.add(key: key, values: values)
        } catch {
            report("internal error: \(error)")
        }
    }

    /// Removes or zeroes entries of an aggregation's map.
    private func apply(_ change: AggregationMapChange) {
        guard let layout = program.aggregations.first(where: { $0.aggregation.id == change.aggregation }) else {
            return
        }
        do {
            if case .perCPUArray(let index) = layout.storage {
                try loaded.maps.withMap(layout.map) { map throws(KernelError) in
                    try map.update(key: UInt32(index), value: [UInt8](repeating: 0, count: map.bufferedValueSize))
                }
                return
            }
            for index in 0..<change.count {
                let (reference, key) = layout.entry(of: change.key(index))
                try loaded.maps.withMap(reference) { map throws(KernelError) in
                    switch change.kind {
                    case .remove: try map.delete(key: key)
                    case .zero: try map.update(key: key, value: [UInt8](repeating: 0, count: map.bufferedValueSize))
                    }
                }
            }
        } catch {
            report("cannot change the aggregation @\(layout.aggregation.name): \(error)")
        }
    }

    private func setOption(_ name: String, _ value: String?) {
        do {
            try options.set(name, to: value, origin: .action, isTracing: true)
        } catch {
            report(printer.failure("couldn't set option \"\(name)\" to \"\(value ?? "1")\": \(error.problem)"))
            return
        }
        let isTesting = printer.renderer.options.isTesting
        printer.renderer.options = options.output(isTesting: isTesting)
    }

    private func runCommand(_ command: [UInt8], after output: inout OutputBuffer) {
        attempt { () throws(OutputFileError) in try destination.write(&output) }
        ShellCommand.run(command)
    }

    private func redirect(to path: [UInt8], after output: inout OutputBuffer) {
        let path = String(decoding: path, as: UTF8.self)
        do {
            try destination.redirect(to: path, &output)
        } catch {
            report(printer.failure("couldn't freopen() \"\(path)\": \(error.reason)"))
        }
    }

    private func attempt(_ body: () throws(OutputFileError) -> Void) {
        do { try body() } catch { report("\(error)") }
    }
}

extension AggregationCommand {
    /// The aggregation it is about.
    fileprivate var aggregation: AggregationID {
        switch self {
        case .clear(let id), .truncate(let id, _), .normalize(let id, _), .denormalize(let id): id
        }
    }
}

extension AggregationLayout {
    /// The map that holds the entry with this key, and the key as that map has it.
    fileprivate func entry(of key: ArraySlice<UInt8>) -> (map: MapReference, key: [UInt8]) {
        guard let shortKeys, key.dropFirst(shortKeys.size).prefix(8).allSatisfy({ $0 == 0 }) else {
            return (map, Array(key))
        }
        return (shortKeys.map, Array(key.prefix(shortKeys.size)))
    }
}
