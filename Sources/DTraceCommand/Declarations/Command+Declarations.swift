import DLanguage
import DTraceRuntime
import SystemInfo

extension Command {
    /// Writes `name.h` in the current folder for each script `name.d`, or the file of `-o`.
    func writeHeaders(_ invocation: Invocation) throws {
        try forEachDeclaration(invocation, to: "create header") { providers, script in
            let path = invocation.outputPath ?? Self.outputName(of: script, ending: "h")
            try Self.write(Array(ProviderHeader.text(providers, name: path).utf8), to: path)
        }
    }

    /// Writes `name.o` in the current folder for each script `name.d`, or the file of `-o`; the operands are the object
    /// files whose probes they are.
    func writeObjects(_ invocation: Invocation) throws {
        for path in invocation.macroArguments { try Self.check(object: path) }
        try forEachDeclaration(invocation, to: "create object file") { providers, script in
            guard let bytes = ProviderObject.bytes(providers, architecture: .current) else {
                throw CommandFailure("failed to create object file for \(script): not for \(ELFArchitecture.current)")
            }
            try Self.write(bytes, to: invocation.outputPath ?? Self.outputName(of: script, ending: "o"))
        }
    }

    private func forEachDeclaration(
        _ invocation: Invocation, to purpose: String, _ body: ([SyntaxProvider], _ script: String) throws -> Void
    ) throws {
        let reader = SourceReader(preprocessor: invocation.preprocessor)
        for source in invocation.sources where source.form == .script {
            let script = try reader.read(source)
            let program: SyntaxProgram
            do {
                program = try parse(script)
            } catch {
                throw CommandFailure("failed to compile script \(source.text): line \(error.line): \(error.message)")
            }
            let providers = program.items.compactMap { if case .provider(let provider) = $0 { provider } else { nil } }
            guard !providers.isEmpty else {
                throw CommandFailure("failed to \(purpose) for \(source.text): it declares no provider")
            }
            try body(providers, source.text)
        }
    }

    /// Probes that went through functions for another DTrace to replace would be calls of nothing.
    private static func check(object path: String) throws {
        do {
            let file = try ELFFile(path: path)
            guard let call = try file.undefinedSymbol(startingWith: "__dtrace") else { return }
            throw CommandFailure(
                "failed to link script: \(path) calls \(call): compile it with the header that -h makes of the script")
        } catch let error as ELFError {
            throw CommandFailure("failed to link script: \(error)")
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        var buffer = OutputBuffer(capacity: bytes.count)
        buffer.append(contentsOf: bytes)
        try buffer.flush(to: try OutputFile(path: path, mode: .truncate))
    }

    /// The script's name without folder, with another ending.
    static func outputName(of script: String, ending: String) -> String {
        let name = script.split(separator: "/").last.map(String.init) ?? script
        return "\(name.hasSuffix(".d") ? String(name.dropLast(2)) : name).\(ending)"
    }
}
