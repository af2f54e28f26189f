import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Stacks as keys: short and long ones are kept in different maps, which nobody must notice.
    struct StackKeyTests {
        private let calls = Live.workload("call-workload")

        /// Counts the stacks of 7 calls that are 4 deep and of 5 that are 31 deep; `end` follows.
        private func rows(_ clause: String, end: String = "") throws -> [Row] {
            let result = try Live.run(
                "-qn", "uprobe:\(calls):workload_descend:entry /arg0 == 0/ { \(clause) }", "-n", "END { \(end) }", "-c",
                "\(calls) 0 3 7 30 5")
            #expect(result.status == 0, "\(result.errors)")
            return Row.all(in: result.output)
        }

        @Test func `short and long stacks are rows of one aggregation`() throws {
            #expect(try rows("@[ustack()] = count();") == [Row(depth: 31, value: 5), Row(depth: 4, value: 7)])
        }

        @Test func `a stack may stand before other keys`() throws {
            let rows = try rows("@[ustack(), execname, pid] = sum(2);")
            #expect(rows == [Row(depth: 31, value: 10), Row(depth: 4, value: 14)])
        }

        @Test(arguments: [(1, Row(depth: 4, value: 7)), (-1, Row(depth: 31, value: 5))])
        func `trunc leaves the largest or the smallest`(count: Int, left: Row) throws {
            #expect(try rows("@[ustack()] = count();", end: "trunc(@, \(count));") == [left])
        }

        @Test func `clear resets extremes of both`() throws {
            let rows = try rows("@[ustack()] = max(10);", end: "clear(@);")
            #expect(Set(rows.map(\.depth)) == [4, 31])
            #expect(rows.allSatisfy { $0.value < 0 })
        }
    }

    /// A stack of `workload_descend` and what was aggregated for it.
    struct Row: Hashable {
        var depth: Int
        var value: Int

        static func all(in output: String) -> [Row] {
            var rows: [Row] = []
            var depth = 0
            for line in output.split(separator: "\n") {
                if line.contains("workload_descend") { depth += 1 }
                guard depth > 0, let last = line.split(separator: " ").last, let value = Int(last) else { continue }
                rows.append(Row(depth: depth, value: value))
                depth = 0
            }
            return rows
        }
    }
}
