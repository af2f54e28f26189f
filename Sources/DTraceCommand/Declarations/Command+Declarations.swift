import DLanguage
import DTraceRuntime
import SystemInfo

extension Command {
    /// Writes `name.h` in the current folder for each script `name.d`, or one header for all to the file of `-o`.
    func writeHeaders(_ invocation: Invocation) throws {
        let declarations = try declarations(invocation, for: "create header")
        if let path = invocation.outputPath {
            return try Self.writeHeader(declarations.flatMap(\.providers), to: path)
        }
        for (providers, script) in declarations {
            try Self.writeHeader(providers, to: Self.name(of: script, ending: "h") ?? Self.fileName(script) + ".h")
        }
    }

    private static func writeHeader(_ providers: [SyntaxProvider], to path: String) throws {
        try write(Array(ProviderHeader.text(providers, name: path).utf8), to: path)
    }

    /// Writes `name.o` in the current folder for each script `name.d`; the operands are the object files whose probes
    /// they are. What a single script makes goes to the file of `-o`, and to `d.out` when nothing gives it a name.
    func writeObjects(_ invocation: Invocation) throws {
        for path in invocation.macroArguments { try Self.check(object: path) }
        let declarations = try declarations(invocation, for: "create object file")
        let isSingle = declarations.count == 1
        for (index, (providers, script)) in declarations.enumerated() {
            guard let bytes = ProviderObject.bytes(providers, architecture: .current) else {
                throw CommandFailure("failed to create object file for \(script): not for \(ELFArchitecture.current)")
            }
            let name = Self.name(of: script, ending: "o") ?? (isSingle ? "d.out" : "d.out.\(index)")
            try Self.write(bytes, to: (isSingle ? invocation.outputPath : nil) ?? name)
        }
    }

    private func declarations(
        _ invocation: Invocation, for purpose: String
    ) throws -> [(providers: [SyntaxProvider], script: String)] {
        let reader = SourceReader(preprocessor: invocation.preprocessor)
        let scripts = invocation.sources.filter { $0.form == .script }
        var configuration = SessionConfiguration(sources: try scripts.map(reader.read))
        configuration.options = try options(invocation)
        // Programs are built by everybody: this asks for no rights.
        let session = try Session(
            registry: registry, system: system, configuration: configuration, report: Terminal.report)
        return try zip(session.declaredProviders(), scripts).map { providers, script in
            guard !providers.isEmpty else {
                throw CommandFailure("failed to \(purpose) for \(script.text): it declares no provider")
            }
            return (providers, script.text)
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

    /// The name of a script `name.d` without folder, with another ending; nil for other names.
    static func name(of script: String, ending: String) -> String? {
        let name = fileName(script)
        return name.hasSuffix(".d") ? "\(name.dropLast(2)).\(ending)" : nil
    }

    private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
