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
        if rows.count > 0 {
            for position in positions { tables[position].wasPrinted = true }
        }
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
        _ columns: [KeyColumn], keyOf row: Int, in table: AggregationTable, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let range = table.shownKey(of: row)
        try table.mapKeys.withRawSpan { keys throws(MalformedData) in
            let key = keys.extracting(range)
            for column in columns { try renderer.append(column, in: key, to: &output) }
        }
    }

    /// Adds the value of a row, with each CPU's share if that is wanted; nil is a row that the aggregation lacks.
    private func append(_ row: Int?, of table: AggregationTable, to output: inout OutputBuffer) {
        output.append(row.map { table.value(of: $0) } ?? table.emptyValue, of: table)
        guard renderer.options.showsAggregationsPerCPU, let row else { return }
        for cpu in 0..<table.cpuCount {
            output.append("\n    [CPU \(cpu)]")
            output.append(table.value(of: row, cpu: cpu), of: table)
        }
    }

    /// Adds one row by a format: `%@` conversions take the aggregations in order, others the keys.
    ///
    /// When there are more `%@` than aggregations, the last aggregation serves the rest.
    private func append(
        _ row: Int, of rows: AggregationRows, by formats: [PreparedFormat], to output: inout OutputBuffer
    ) throws(MalformedData) {
        guard let (position, member) = rows.keySource(of: row) else { return }
        let source = rows.tables[position]
        try source.mapKeys.withRawSpan { keys throws(MalformedData) in
            try renderer.append(
                formats[position], in: keys.extracting(source.shownKey(of: member)), to: &output
            ) { (conversion, number, output) throws(MalformedData) in
                let position = min(number, rows.tables.count - 1)
                let table = rows.tables[position]
                append(
                    conversion, rows.member(row, table: position).map { table.value(of: $0) } ?? table.emptyValue,
                    of: table, to: &output)
            }
        }
    }

    private func append(
        _ conversion: ResolvedConversion, _ words: ArraySlice<UInt64>, of table: AggregationTable,
        to output: inout OutputBuffer
    ) {
        guard let scalar = table.scalar(words) else { return output.append(words, of: table) }
        if "eEfFgG".utf8.contains(conversion.character) {
            renderer.append(float: scalar, conversion, to: &output)
        } else {
            renderer.append(conversion, scalar, to: &output)
        }
    }
}

extension AggregationTable {
    /// The number an aggregation shows, normalized; nil for distributions.
    func scalar(_ words: ArraySlice<UInt64>) -> Scalar? {
        let word = { (index: Int) in index < words.count ? words[words.startIndex + index] : 0 }
        let isSigned = layout.aggregation.isSigned
        switch function {
        case .count: return Scalar(bits: word(0), bytes: 8, isSigned: true).normalized(by: normal)
        case .sum, .min, .max: return Scalar(bits: word(1), bytes: 8, isSigned: isSigned).normalized(by: normal)
        case .avg:
            let average = AggregationArithmetic.average(words, normal: normal)
            return Scalar(bits: UInt64(bitPattern: average), bytes: 8, isSigned: true)
        case .stddev:
            let deviation = AggregationArithmetic.standardDeviation(words, normal: normal)
            return Scalar(bits: deviation, bytes: 8, isSigned: false)
        case .quantize, .lquantize, .llquantize: return nil
        }
    }
}

extension OutputBuffer {
    /// Adds the value of a row in the default format.
    mutating func append(_ words: ArraySlice<UInt64>, of table: AggregationTable) {
        guard let scalar = table.scalar(words) else {
            append(Distribution(table.function, words: words.count), words: words, normal: table.normal)
            return
        }
        append(byte: 0x20)
        if scalar.isSigned || table.function != .stddev {
            append(scalar.signed, width: 16)
        } else {
            append(scalar.bits, width: 16)
        }
    }
}
