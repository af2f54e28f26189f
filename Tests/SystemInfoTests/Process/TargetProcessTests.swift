import Foundation
import SystemInfo
import TestSupport
import Testing

@Suite struct TargetProcessTests {
    @Test func `a process that does not exist is named in DTrace's words`() {
        #expect(throws: ProcessError.noSuchProcess(id: 4_194_305)) { try TargetProcess(id: 4_194_305) }
        #expect(
            ProcessError.noSuchProcess(id: 123).description == "failed to grab process 123: no such process")
    }

    @Test func `an ended process is gone`() throws {
        let workload = try Workload("call-workload")
        let process = try TargetProcess(id: workload.id)
        #expect(try process.executable() == Workload.path("call-workload"))
        try workload.finish()
        #expect(throws: ProcessError.noSuchProcess(id: workload.id)) { try TargetProcess(id: workload.id) }
        #expect(throws: ProcessError.noSuchProcess(id: workload.id)) { try process.mappings() }
    }

    @Test func `maps show the program and its libraries`() throws {
        let process = try TargetProcess(id: Int(getpid()))
        let program = try process.executable()
        let mappings = try process.mappings()
        #expect(mappings.contains { $0.path == program && $0.isExecutable && $0.isFile })
        #expect(mappings.contains { $0.path.hasSuffix("/libc.so.6") })
        #expect(try process.rootPrefix() == "")
        #expect(try process.startTime() > 0)
        #expect(TargetProcess.all().contains(Int(getpid())))
    }

    @Test func `the dynamic linker has a place for debuggers`() throws {
        let linker = try #require(try TargetProcess(id: Int(getpid())).dynamicLinker())
        #expect(linker.path.contains("/ld-"))
        let file = try ELFFile(path: linker.path)
        #expect(
            try SymbolIndex(file).lookup(try #require(file.segments().address(ofFileOffset: linker.notice)))?.name
                == "_dl_debug_state")
    }

    @Test func `a static program has no dynamic linker`() throws {
        let program = try CompiledProgram(
            ["main.c": "#include <unistd.h>\nint main(void) { return pause(); }"], ["-static"])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.path)
        try process.run()
        // The process may have begun with signals blocked.
        defer { kill(process.processIdentifier, SIGKILL) }
        let id = Int(process.processIdentifier)
        while try TargetProcess(id: id).executable() != program.path { usleep(1000) }
        #expect(try TargetProcess(id: id).dynamicLinker() == nil)
    }

    @Test func `a deleted file is opened through the kernel's link`() throws {
        let copy = NSTemporaryDirectory() + "my workload \(getpid())"
        try FileManager.default.copyItem(atPath: Workload.path("call-workload"), toPath: copy)
        let workload = try Workload(path: copy)
        try FileManager.default.removeItem(atPath: copy)
        let process = try TargetProcess(id: workload.id)
        let mappings = try process.mappings()
        let mapping = try #require(mappings.first { $0.path == copy && $0.isExecutable })
        #expect(mapping.isDeleted)
        let file = try ELFFile(path: process.accessPath(of: mapping, rootPrefix: ""))
        let address = try file.address(ofSymbol: "workload_add")
        #expect(address != nil)
        try workload.finish()
    }

    @Test func `files of another mount namespace are opened through the process`() throws {
        let path = Workload.path("call-workload")
        let workload = try Workload(path: "/usr/bin/unshare", arguments: ["--mount", path])
        let process = try TargetProcess(id: workload.id)
        let prefix = try process.rootPrefix()
        #expect(prefix == "/proc/\(workload.id)/root")
        let mappings = try process.mappings()
        let mapping = try #require(mappings.first { $0.path == path && $0.isExecutable })
        let access = process.accessPath(of: mapping, rootPrefix: prefix)
        #expect(access == prefix + path)
        let file = try ELFFile(path: access)
        let address = try file.address(ofSymbol: "workload_add")
        #expect(address != nil)
        var symbolizer = UserSymbolizer()
        let symbol = symbolizer.symbolize(pid: workload.id, address: mapping.start)
        #expect(symbol?.object == "call-workload")
        try workload.finish()
    }
}
