import DLanguage
import DTraceRuntime
import SystemInfo

extension Command {
    /// Writes `name.h` in the current folder for each script `name.d`, or the file of `-o`.
    func writeHeaders(_ invocation: Invocation) throws {
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
                throw CommandFailure("failed to create header for \(source.text): it declares no provider")
            }
            let path = invocation.outputPath ?? Self.headerName(of: source.text)
            var buffer = OutputBuffer(capacity: 4096)
            buffer.append(ProviderHeader.text(providers, name: path))
            try buffer.flush(to: try OutputFile(path: path, mode: .truncate))
        }
    }

    /// The script's name without folder, ending in `.h`.
    static func headerName(of script: String) -> String {
        let name = script.split(separator: "/").last.map(String.init) ?? script
        return (name.hasSuffix(".d") ? String(name.dropLast(2)) : name) + ".h"
    }
}
