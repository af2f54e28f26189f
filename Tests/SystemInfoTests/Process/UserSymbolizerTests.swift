import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct UserSymbolizerTests {
    /// Where a function of a running program is.
    private func address(_ function: String, _ object: String, in process: TargetProcess) throws -> UInt64 {
        let mapping = try #require(
            try process.mappings().first { $0.isExecutable && $0.path.hasSuffix("/" + object) })
        let file = try ELFFile(path: mapping.path)
        let linked = try #require(try file.address(ofSymbol: function))
        let offset = try #require(try file.segments().fileOffset(of: linked))
        return mapping.start + offset - mapping.fileOffset
    }

    @Test func `names functions of the program and of libraries, also after the process's end`() throws {
        let workload = try Workload("call-workload")
        let process = try TargetProcess(id: workload.id)
        let add = try address("workload_add", "call-workload", in: process)
        let malloc = try address("malloc", "libc.so.6", in: process)
        var symbolizer = UserSymbolizer()
        #expect(
            symbolizer.symbolize(pid: workload.id, address: add + 1)
                == UserSymbol(object: "call-workload", function: "workload_add", offset: 1))
        #expect(symbolizer.symbolize(pid: workload.id, address: 16) == nil)
        try workload.finish()
        #expect(
            symbolizer.symbolize(pid: workload.id, address: malloc)
                == UserSymbol(object: "libc.so.6", function: "malloc", offset: 0))
        var fresh = UserSymbolizer()
        #expect(fresh.symbolize(pid: workload.id, address: malloc) == nil)
    }

    @Test func `an address between functions keeps its object`() throws {
        let process = try TargetProcess(id: Int(getpid()))
        let mapping = try #require(
            try process.mappings().first { $0.isExecutable && $0.path.hasSuffix("/libc.so.6") })
        var symbolizer = UserSymbolizer()
        let symbol = try #require(symbolizer.symbolize(pid: process.id, address: mapping.start))
        #expect(symbol == UserSymbol(object: "libc.so.6", function: nil, offset: mapping.fileOffset))
        let vdso = try #require(try process.mappings().first { $0.path == "[vdso]" })
        #expect(
            symbolizer.symbolize(pid: process.id, address: vdso.start + 8)
                == UserSymbol(object: "[vdso]", function: nil, offset: 8))
    }
}
