import BPF
import ProviderAPI
import SystemInfo
import TestSupport
import Testing

@testable import UprobeProvider

@Suite struct UprobeProviderTests {
    private let path = Workload.path("call-workload")

    private func system(
        targets: [Int] = [], features: Set<KernelFeature> = [.uprobe, .uprobeMulti]
    ) -> HostSystem {
        HostSystem(tracefs: nil, targetProcesses: targets, features: FixedKernelFeatures(features))
    }

    private func probes(_ pattern: ProbePattern, targets: [Int] = []) throws -> [any Probe] {
        var found: [any Probe] = []
        try UprobeProvider().forEachProbe(matching: pattern, on: system(targets: targets)) { found.append($0) }
        return found
    }

    private func pattern(_ function: Glob, _ name: Glob = .any) -> ProbePattern {
        ProbePattern(provider: "uprobe", module: Glob(path), function: function, name: name)
    }

    private func site(_ function: Glob, _ name: Glob) throws -> ProbeSite {
        let probe = try #require(try probes(pattern(function, name)).first)
        return try #require(try probe.sites(for: .nothing, on: system()).first)
    }

    private func offset(of symbol: String) throws -> UInt64 {
        let file = try ELFFile(path: path)
        let address = try file.address(ofSymbol: symbol)
        let offset = try file.segments().fileOffset(of: try #require(address))
        return try #require(offset)
    }

    @Test func `a function has entry and return`() throws {
        #expect(
            try probes(pattern("workload_add")).map(\.description.description) == [
                "uprobe:\(path):workload_add:entry", "uprobe:\(path):workload_add:return",
            ])
        #expect(try probes(pattern("workload_ad")).isEmpty)
        #expect(try probes(pattern("workload_add", "other")).isEmpty)
    }

    @Test func `both names of one function are listed`() throws {
        let places = try ["workload_alias", "workload_other_name"].map { try site(Glob($0), "entry").attachPoint }
        #expect(places[0] == places[1])
    }

    @Test func `attaches at the function's place in the file`() throws {
        let entry = try offset(of: "workload_add")
        #expect(
            try site("workload_add", "entry").attachPoint
                == .uprobe(path: path, offset: entry, isReturn: false, processID: nil, semaphore: 0))
        #expect(
            try site("workload_add", "return").attachPoint
                == .uprobe(path: path, offset: entry, isReturn: true, processID: nil, semaphore: 0))
    }

    @Test func `hexadecimal offsets lie inside the function`() throws {
        let entry = try offset(of: "workload_add")
        #expect(
            try site("workload_add", "1").attachPoint
                == .uprobe(path: path, offset: entry + 1, isReturn: false, processID: nil, semaphore: 0))
        #expect(try probes(pattern("workload_add", "ffff")).isEmpty)
        #expect(try site("workload_add", "1").context.arguments.isEmpty)
        #expect(try probes(pattern("workload_add", "1")).map(\.description.name) == ["1"])
    }

    @Test func `an offset inside an instruction is refused`() {
        // The function begins with push %rbp (1 byte) and mov %rsp, %rbp (3 bytes).
        let expected =
            "uprobe:\(path):workload_add:2: no instruction begins at this offset; the one it lies in begins at 1"
        #expect(throws: ProviderError(expected, tag: "D_PROC_ALIGN")) { try probes(pattern("workload_add", "2")) }
    }

    @Test func `entry has the arguments of the C calling convention`() throws {
        let layout = try site("workload_eight", "entry").context
        #expect(layout.arguments.count == 10)
        #expect(
            layout.arguments.prefix(6).elementsEqual(
                [112, 104, 96, 88, 72, 64].map { .register(offset: $0, width: .double, signed: false) }))
        let stack = ArgumentSource.register(offset: 152, width: .double, signed: false)
        #expect(
            layout.arguments[6]
                == .memory(
                    address: .sum(base: stack, index: nil, scale: 1, displacement: 8), width: .double,
                    signed: false, space: .user))
        #expect(
            layout.arguments[9]
                == .memory(
                    address: .sum(base: stack, index: nil, scale: 1, displacement: 32), width: .double,
                    signed: false, space: .user))
        #expect(layout.registers == .context && layout.returnValue == nil)
    }

    @Test func `return has the result as arg1`() throws {
        let layout = try site("workload_add", "return").context
        let result = ArgumentSource.register(offset: 80, width: .double, signed: false)
        #expect(layout.arguments == [.constant(-1), result])
        #expect(layout.returnValue == result)
    }

    @Test func `every site of a carrier and kind shares one layout`() throws {
        let layouts = try ["workload_add", "workload_eight"].map { try site(Glob($0), "entry").context }
        #expect(Set(layouts).count == 1)
        let probe = try #require(try probes(pattern("workload_add", "entry")).first)
        #expect(
            try probe.sites(for: .nothing, on: system(features: [.uprobe])).map(\.context.carrier) == [.uprobe])
    }

    @Test func `patterns that do not name this provider, or no file, stand for nothing`() throws {
        #expect(try probes(ProbePattern(module: Glob(path), function: "workload_add")).isEmpty)
        #expect(try probes(ProbePattern(provider: "uprobe", function: "workload_add")).isEmpty)
        #expect(try probes(ProbePattern(provider: "usdt", module: Glob(path))).isEmpty)
    }

    @Test func `targets limit probes to what they map and to themselves`() throws {
        let workload = try Workload("call-workload")
        let found = try probes(
            ProbePattern(provider: "uprobe", function: "workload_add", name: "entry"), targets: [workload.id])
        #expect(found.map(\.description.description) == ["uprobe:call-workload:workload_add:entry"])
        let site = try #require(try found.first?.sites(for: .nothing, on: system()).first)
        let entry = try offset(of: "workload_add")
        #expect(
            site.attachPoint
                == .uprobe(path: path, offset: entry, isReturn: false, processID: workload.id, semaphore: 0))
        let malloc = try probes(
            ProbePattern(provider: "uprobe", module: "libc", function: "malloc", name: "return"),
            targets: [workload.id])
        #expect(malloc.map(\.description.description) == ["uprobe:libc:malloc:return"])
        try workload.finish()
    }

    @Test func `a file that cannot be read is an error`() {
        #expect(throws: ProviderError("/etc/passwd is not an ELF file")) {
            try probes(ProbePattern(provider: "uprobe", module: "/etc/passwd", function: "main"))
        }
    }
}
