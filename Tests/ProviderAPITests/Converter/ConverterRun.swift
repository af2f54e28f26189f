import BPF
import Foundation
import ProviderAPI

/// Runs converters in the kernel: a syscall program's context is plain memory that the test provides, so every
/// kind of field can be tried.
struct ConverterRun: ~Copyable {
    private var maps = MapSet()
    private static let context: MapReference = "context"

    init() throws {
        try maps.create(MapSpec(Self.context, .array, keySize: 4, valueSize: ProbeContext.headerSize, maxEntries: 1))
    }

    /// The values of arg0-arg9 and the return value after the layout's converter ran on a context of these words;
    /// nil when a filter did not hold.
    mutating func run(
        _ layout: ContextLayout, demand: Set<Int>, context: [UInt64], type: ProgramType = .syscall
    ) throws -> (arguments: [UInt64], returnValue: UInt64)? {
        var code = Code()
        code.emit(.mov(.r6, .r1))
        let refused = code.label()
        try layout.emitFilters(into: &code, otherwise: refused)
        code.emit(.loadMapValue(.r7, Self.context, offset: 0))
        try layout.emitConverter(into: &code, demand: ContextDemand(arguments: demand))
        code += [.mov(.r0, 1), .exit]
        if !layout.filters.isEmpty {
            code.bind(refused)
            code += [.mov(.r0, 0), .exit]
        }
        // What nobody stores to keeps this pattern.
        try maps.withMap(Self.context) { map throws(KernelError) in
            try map.update(key: 0, value: [UInt8](repeating: 0xee, count: ProbeContext.headerSize))
        }
        let program = try LoadedProgram(ProgramSpec(name: "converter", type: type, code: code), maps: maps)
        guard try program.testRun(arguments: context) == 1 else { return nil }
        let bytes = try maps.withMap(Self.context) { map throws(KernelError) in try map.lookup(key: 0) } ?? []
        func word(_ offset: Int16) -> UInt64 {
            bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: Int(offset), as: UInt64.self) }
        }
        return ((0..<10).map { word(ProbeContext.argument($0)) }, word(ProbeContext.returnValue))
    }

    /// `errno` after the last run.
    borrowing func errorNumber() throws -> Int32 {
        let bytes = try maps.withMap(Self.context) { map throws(KernelError) in try map.lookup(key: 0) } ?? []
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: Int(ProbeContext.errno), as: Int32.self) }
    }
}
