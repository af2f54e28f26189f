import DCompiler
import DLanguage
import SystemInfo

extension AggregationStore {
    /// Prints aggregations as printa() does: rows with the same keys joined, by a format or in the default one.
    ///
    /// The default format begins with a line break.
    func print(
        _ ids: [AggregationID], format: PrintfFormat?, into output: inout OutputBuffer
    ) throws(MalformedData) {
        let positions = ids.compactMap { index(of: $0) }
        guard !positions.isEmpty else { return }
        let rows = AggregationRows(positions.map { tables[$0] }, renderer: renderer)
        // Without rows there was nothing to print: what they get later is still shown at the end.
        if rows.count > 0 { notePrinted(positions) }
        guard let format else {
            output.append(byte: 0x0a)
            try append(rows, to: &output)
            return
        }
        // Joined aggregations may have the same keys at different places.
        let prepared = rows.tables.map { PreparedFormat(format, $0.layout.keys) }
        try rows.forEachSorted { row throws(MalformedData) in try append(row, of: rows, by: prepared, to: &output) }
    }

    /// Prints what ends the output of a run: a line break, then every aggregation that printa() has not shown.
    ///
    /// `aggsortrev` turns the order of aggregations around too.
    func printRemaining(into output: inout OutputBuffer) throws(MalformedData) {
        output.append(byte: 0x0a)
        for table in renderer.options.sortsInReverse ? tables.reversed() : tables where !table.wasPrinted {
            try append(AggregationRows([table], renderer: renderer), to: &output)
        }
    }

    private func append(_ rows: AggregationRows, to output: inout OutputBuffer) throws(MalformedData) {
        let columns = rows.tables.map { $0.layout.keys.map { KeyColumn($0) } }
        try rows.forEachSorted { row throws(MalformedData) in
            if let (position, member) = rows.keySource(of: row) {
                try append(columns[position], keyOf: member, in: rows.tables[position], to: &output)
            }
            for position in rows.tables.indices {
                append(rows.member(row, table: position), of: rows.tables[position], to: &output)
            }
            output.append(byte: 0x0a)
        }
    }

    private func append(
        _ columns: [KeyColumn], keyOf row: Int, in table: ShownTable, to output: inout OutputBuffer
    ) throws(MalformedData) {
        try table.withKey(of: row) { key throws(MalformedData) in
            for column in columns { try renderer.append(column, in: key, to: &output) }
        }
    }

    /// Adds the value of a row, with each CPU's share if that is wanted; nil is a row that the aggregation lacks.
    private func append(_ row: Int?, of table: ShownTable, to output: inout OutputBuffer) {
        table.withValue(of: row) { output.append($0, of: table) }
        guard renderer.options.showsAggregationsPerCPU, let row else { return }
        for cpu in 0..<table.cpuCount {
            output.append("\n    [CPU \(cpu)]")
            table.withValue(of: row, cpu: cpu) { output.append($0, of: table) }
        }
    }

    /// Adds one row by a format: `%@` conversions take the aggregations in order, others the keys.
    ///
    /// When there are more `%@` than aggregations, the last aggregation serves the rest.
    private func append(
        _ row: Int, of rows: AggregationRows, by formats: [PreparedFormat], to output: inout OutputBuffer
    ) throws(MalformedData) {
        guard let (position, member) = rows.keySource(of: row) else { return }
        try rows.tables[position].withKey(of: member) { key throws(MalformedData) in
            try renderer.append(formats[position], in: key, to: &output) {
                (conversion, number, output) throws(MalformedData) in
                let position = min(number, rows.tables.count - 1)
                append(
                    conversion, valueOf: rows.member(row, table: position), in: rows.tables[position], to: &output)
            }
        }
    }

    private func append(
        _ conversion: ResolvedConversion, valueOf row: Int?, in table: ShownTable, to output: inout OutputBuffer
    ) {
        table.withValue(of: row) { words in
            guard let scalar = table.scalar(words) else { return output.append(words, of: table) }
            if "eEfFgG".utf8.contains(conversion.character) {
                renderer.append(float: scalar, conversion, to: &output)
            } else {
                renderer.append(conversion, scalar, to: &output)
            }
        }
    }
}
