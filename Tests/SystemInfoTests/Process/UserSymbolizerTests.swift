import Foundation
import TestSupport
import Testing

@testable import SystemInfo

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
        let first = symbolizer.symbolize(pid: workload.id, address: add + 1)
        #expect(first?.object == "call-workload" && first?.function == "workload_add" && first?.offset == 1)
        let nothing = symbolizer.symbolize(pid: workload.id, address: 16)
        #expect(nothing == nil)
        try workload.finish()
        let afterEnd = symbolizer.symbolize(pid: workload.id, address: malloc)
        #expect(afterEnd?.object == "libc.so.6" && afterEnd?.function == "malloc" && afterEnd?.offset == 0)
        var fresh = UserSymbolizer()
        let unread = fresh.symbolize(pid: workload.id, address: malloc)
        #expect(unread == nil)
    }

    @Test func `an address between functions keeps its object`() throws {
        let process = try TargetProcess(id: Int(getpid()))
        let mappings = try process.mappings()
        let libc = try #require(mappings.first { $0.isExecutable && $0.path.hasSuffix("/libc.so.6") })
        var symbolizer = UserSymbolizer()
        let symbol = symbolizer.symbolize(pid: process.id, address: libc.start)
        #expect(
            symbol
                == UserSymbol(object: "libc.so.6", function: nil, offset: libc.fileOffset, fileOffset: libc.fileOffset))
        let vdso = try #require(mappings.first { $0.path == "[vdso]" })
        let inVDSO = symbolizer.symbolize(pid: process.id, address: vdso.start + 8)
        #expect(inVDSO == UserSymbol(object: "[vdso]", function: nil, offset: 8, fileOffset: 8))
    }

    @Test func `another program in the same process is read anew`() throws {
        // The shell is symbolized first, then becomes the workload.
        let workload = try Workload(
            path: "/bin/sh", arguments: ["-c", "echo ready; read line; exec \(Workload.path("call-workload"))"])
        var symbolizer = UserSymbolizer()
        symbolizer.remember(pid: workload.id)
        let shell = try #require(try TargetProcess(id: workload.id).mappings().first { $0.isExecutable && $0.isFile })
        #expect(try workload.fire(1) == "ready")
        let process = try TargetProcess(id: workload.id)
        let add = try address("workload_add", "call-workload", in: process)
        let symbol = symbolizer.symbolize(pid: workload.id, address: add)
        #expect(symbol?.function == "workload_add")
        let earlier = symbolizer.symbolize(pid: workload.id, address: shell.start)
        #expect(earlier?.object == shell.path.split(separator: "/").last.map(String.init))
        try workload.finish()
    }

    @Test func `of processes that have ended only the mappings are kept`() throws {
        var symbolizer = UserSymbolizer(limit: 2)
        var ended: [(pid: Int, address: UInt64)] = []
        for _ in 0..<6 {
            let workload = try Workload("call-workload")
            let add = try address("workload_add", "call-workload", in: try TargetProcess(id: workload.id))
            symbolizer.remember(pid: workload.id)
            ended.append((workload.id, add))
            try workload.finish()
        }
        #expect(symbolizer.processCount <= 3)
        for (pid, address) in ended {
            let symbol = symbolizer.symbolize(pid: pid, address: address)
            #expect(symbol?.function == "workload_add")
        }
    }
}
