import Foundation
import SystemInfo
import TestSupport
import Testing

/// Symbols that were taken out of a file.
@Suite struct ELFSupplementTests {
    private static let source = [
        "main.c": "static __attribute__((noinline)) int inner_function(int a) { return a + 1; }\n"
            + "int main(int argc, char **argv) { return inner_function(argc); }\n"
    ]

    private func names(_ path: String) throws -> Set<String> {
        var names: Set<String> = []
        try ELFFile(path: path).forEachFunction { names.insert($0.name) }
        return names
    }

    private func run(_ command: String) throws {
        let result = try runCommand("sh", ["-ec", command])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func `a debug link beside the file leads to them`() throws {
        let program = try CompiledProgram(Self.source, ["-Wl,--build-id=none"])
        let address = try ELFFile(path: program.path).address(ofSymbol: "inner_function")
        let path = program.path
        try run("objcopy --only-keep-debug \(path) \(path).debug; strip \(path)")
        #expect(try !names(path).contains("inner_function"))
        try run(
            "cd $(dirname \(path)); mkdir .debug; mv program.debug .debug; "
                + "objcopy --add-gnu-debuglink=.debug/program.debug program")
        var found: UInt64?
        try ELFFile(path: path).forEachFunction(.named("inner_function")) { found = $0.address }
        #expect(found == address && found != nil)
    }

    @Test func `compressed symbols in the file are read`() throws {
        let program = try CompiledProgram(Self.source, ["-Wl,--build-id=none"])
        let path = program.path
        try run(
            "nm \(path) --format=posix --defined-only | awk '$2 ~ /[tT]/ {print $1}' > \(path).keep; "
                + "objcopy -S --keep-symbols=\(path).keep \(path) \(path).mini; xz \(path).mini; strip \(path); "
                + "objcopy --add-section .gnu_debugdata=\(path).mini.xz \(path)")
        #expect(try names(path).isSuperset(of: ["inner_function", "main"]))
    }

    @Test func `damaged compressed symbols are none`() throws {
        let program = try CompiledProgram(Self.source, ["-Wl,--build-id=none"])
        let path = program.path
        try run(
            "strip \(path); head -c 5000 /dev/urandom > \(path).bad; "
                + "objcopy --add-section .gnu_debugdata=\(path).bad \(path)")
        #expect(try !names(path).contains("inner_function"))
    }
}
