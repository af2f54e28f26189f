import DCompiler
import DLanguage
import Foundation
import SystemInfo
import TestSupport
import Testing

@testable import DTraceRuntime

/// Types of the running kernel, as programs see them.
struct KernelTypesTests {
    private let types = KernelTypes(system: HostSystem.current())

    private func aggregate(_ name: String, in table: inout TypeTable) throws -> AggregateTypeID {
        let type = try #require(try types.type(named: name, module: nil, into: &table))
        guard case .aggregate(let id) = type.resolved else {
            Issue.record("\(name) is no aggregate")
            return AggregateTypeID(index: 0)
        }
        return id
    }

    private func member(_ name: String, of id: AggregateTypeID, in table: inout TypeTable) throws
        -> AggregateType.Member
    {
        try types.complete(id, in: &table)
        return try #require(table[id].members.first { $0.name == name })
    }

    @Test func `structs are entered by name and completed when asked for`() throws {
        var table = TypeTable()
        let task = try aggregate("struct task_struct", in: &table)
        #expect(table[task].name == "task_struct")
        #expect(!table[task].isComplete)
        #expect(table[task].bytes > 1000)
        #expect(table.aggregates.count == 1)
        let pid = try member("pid", of: task, in: &table)
        #expect(table[task].isComplete)
        #expect(pid.type == .alias("pid_t", underlying: .alias("__kernel_pid_t", underlying: .integer(.int))))
        let comm = try member("comm", of: task, in: &table)
        guard case .array(.integer(let character), count: 16) = comm.type else {
            Issue.record("comm is no array of 16 integers")
            return
        }
        // Kernels are compiled with either sign of it.
        #expect((character.name, character.bytes) == ("char", 1))
    }

    @Test func `a struct that points to itself is entered once`() throws {
        var table = TypeTable()
        let task = try aggregate("struct task_struct", in: &table)
        let parent = try member("real_parent", of: task, in: &table)
        #expect(parent.type == .pointer(.aggregate(task), .kernel))
        #expect(try aggregate("struct task_struct", in: &table) == task)
    }

    @Test func `bit-fields have their places`() throws {
        var table = TypeTable()
        let header = try aggregate("struct iphdr", in: &table)
        let length = try member("ihl", of: header, in: &table)
        let version = try member("version", of: header, in: &table)
        #expect((length.bitOffset, length.bitWidth ?? 0) == (0, 4))
        #expect((version.bitOffset, version.bitWidth ?? 0) == (4, 4))
        #expect(table[header].bytes == 20)
    }

    @Test func `anonymous unions are members without names`() throws {
        var table = TypeTable()
        let sock = try aggregate("struct sock_common", in: &table)
        let first = try #require(
            { () -> AggregateType.Member? in
                try types.complete(sock, in: &table)
                return table[sock].members.first
            }())
        #expect(first.name.isEmpty)
        guard case .aggregate(let union) = first.type else {
            Issue.record("the first member of sock_common is no aggregate")
            return
        }
        #expect(table[union].keyword == .union)
    }

    @Test func `unions, enumerations, typedefs and base types have names`() throws {
        var table = TypeTable()
        #expect(table[try aggregate("union bpf_attr", in: &table)].keyword == .union)
        guard case .enumeration(let id)? = try types.type(named: "enum pid_type", module: nil, into: &table) else {
            Issue.record("enum pid_type is not there")
            return
        }
        #expect(table[id].constants.first?.name == "PIDTYPE_PID")
        #expect(table[id].constants.map(\.value) == [0, 1, 2, 3, 4])
        #expect(
            try types.type(named: "sector_t", module: nil, into: &table)?.resolved
                == .integer(IntegerType("long long unsigned int", bytes: 8, isSigned: false)))
        #expect(try types.type(named: "struct no_such_struct", module: nil, into: &table) == nil)
        #expect(try types.type(named: "task_struct", module: nil, into: &table) == nil)
    }

    @Test func `constants of enumerations have their values`() throws {
        var table = TypeTable()
        let found = try #require(try types.enumerator(named: "PIDTYPE_SID", into: &table))
        #expect(found.value == 3)
        guard case .enumeration(let id) = found.type else {
            Issue.record("the constant has no enumeration")
            return
        }
        #expect(table[id].name == "pid_type")
        #expect(try types.enumerator(named: "NO_SUCH_CONSTANT", into: &table) == nil)
    }

    @Test func `functions are symbols without values`() throws {
        var table = TypeTable()
        let symbol = try #require(try types.symbol(named: "schedule", module: nil, into: &table))
        #expect(symbol.type == .function(returning: .void))
        guard case .address(let address) = symbol.place else {
            Issue.record("a function is at \(symbol.place)")
            return
        }
        #expect(address > 1 << 63)
        #expect(try types.symbol(named: "no_such_symbol", module: nil, into: &table) == nil)
    }

    /// Symbols of a kernel that lists its variables; the types are those of the running one.
    private static let list = """
        0000000000000000 A __per_cpu_start
        0000000000008000 A runqueues
        0000000000010000 A __per_cpu_end
        ffffffff82000000 D jiffies
        ffffffff82000000 D jiffies_64
        ffffffff82000010 D init_task
        ffffffff82004000 R linux_banner
        ffffffff82004100 D avenrun
        ffffffff82004180 D unknown_word
        ffffffff82004184 D unknown_byte
        ffffffff82004185 D unknown_long
        ffffffff82005000 R __per_cpu_offset
        ffffffff82006000 D saved_command_line

        """

    private static func system(_ symbols: String, in folder: borrowing TemporaryFolder) throws -> HostSystem {
        try Data(symbols.utf8).write(to: folder.url.appending(path: "kallsyms"))
        var system = HostSystem.current()
        system.procfs = folder.url.path
        return system
    }

    @Test(arguments: [
        ("jiffies", "long unsigned int", 8), ("jiffies_64", "u64", 8), ("unknown_word", "uint32_t", 4),
        ("unknown_byte", "uint8_t", 1), ("unknown_long", "uintptr_t", 8),
    ])
    func `numbers of the kernel have their types, or what there is room for`(name: String, type: String, bytes: Int)
        throws
    {
        let folder = try TemporaryFolder()
        let system = try Self.system(Self.list, in: folder)
        var table = TypeTable()
        let symbol = try #require(
            try KernelTypes(system: system).symbol(named: name, module: nil, into: &table))
        #expect("\(table.name(of: symbol.type))" == type)
        guard case .integer(let integer) = symbol.type.resolved else {
            Issue.record("\(name) is \(symbol.type)")
            return
        }
        #expect(integer.bytes == bytes && !integer.isSigned)
    }

    @Test func `structs, arrays and pointers of the kernel have their types`() throws {
        let folder = try TemporaryFolder()
        let system = try Self.system(Self.list, in: folder)
        let types = KernelTypes(system: system)
        var table = TypeTable()
        func type(_ name: String) throws -> DType? { try types.symbol(named: name, module: nil, into: &table)?.type }
        guard case .aggregate(let task)? = try type("init_task"),
            case .array(_, count: 256)? = try type("linux_banner"),
            case .array(let load, count: 3)? = try type("avenrun"),
            case .pointer(let character, .kernel)? = try type("saved_command_line")
        else {
            Issue.record("not the types they should be")
            return
        }
        #expect(table[task].name == "task_struct")
        #expect(table.name(of: load) == "long unsigned int" && table.name(of: character) == "char")
        let queue = try #require(try types.symbol(named: "runqueues", module: nil, into: &table))
        #expect(queue.place == .perProcessor(0x8000, offsets: 0xffff_ffff_8200_5000))
        #expect(types.absence(of: .variables) == nil)
    }

    @Test func `the ticks are known without a symbol`() throws {
        let folder = try TemporaryFolder()
        let system = try Self.system("ffffffff81000000 T schedule\n", in: folder)
        let types = KernelTypes(system: system)
        var table = TypeTable()
        #expect(try types.symbol(named: "jiffies", module: nil, into: &table)?.place == .value(.ticks))
        #expect(try types.symbol(named: "jiffies_64", module: "vmlinux", into: &table)?.place == .value(.ticks))
        #expect(try types.symbol(named: "max_pfn", module: nil, into: &table) == nil)
        #expect(types.absence(of: .variables) != nil)
    }

    @Test func `without type information there are no types`() throws {
        var system = HostSystem.current()
        system.sysfs = "/nowhere"
        let none = KernelTypes(system: system)
        var table = TypeTable()
        #expect(try none.type(named: "struct task_struct", module: nil, into: &table) == nil)
        #expect(try none.enumerator(named: "PIDTYPE_SID", into: &table) == nil)
        #expect(none.taskOffsets == nil)
    }

    @Test func `offsets of built-in variables are those of the members`() throws {
        var table = TypeTable()
        let offsets = try #require(types.taskOffsets)
        let task = try aggregate("struct task_struct", in: &table)
        #expect(offsets.taskThreadGroupID * 8 == (try member("tgid", of: task, in: &table)).bitOffset)
        #expect(offsets.taskRealParent * 8 == (try member("real_parent", of: task, in: &table)).bitOffset)
    }
}
