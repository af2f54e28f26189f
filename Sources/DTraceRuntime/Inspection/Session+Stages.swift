import BPF
import DCompiler
import DLanguage

extension Session {
    /// The result of a stage as text; the stages behind the syntax tree need `prepare` first.
    public func text(of stage: CompilationStage) throws(SessionError) -> String {
        switch stage {
        case .tokens: return try configuration.sources.map(tokens).joined()
        case .ast: return try configuration.sources.map { source throws(SessionError) in try tree(of: source) }.joined()
        case .typed: return prepared.map { "\($0.typed)\n" } ?? ""
        case .plan: return explanation()
        case .asm:
            return prepared?.compiled.clauses.map { "clause \($0.id), line \($0.line):\n\($0.image)\n" }.joined() ?? ""
        case .bytes: return try bytes()
        }
    }

    private func tokens(of source: DSource) throws(SessionError) -> String {
        do {
            return "\(try lex(source, options: checkOptions))\n"
        } catch {
            throw SessionError("\(source.name): line \(error.line): \(error.message)")
        }
    }

    private func tree(of source: DSource) throws(SessionError) -> String {
        do {
            return "\(try parse(source, options: checkOptions))\n"
        } catch {
            throw SessionError("\(source.name): line \(error.line): \(error.message)")
        }
    }

    private func bytes() throws(SessionError) -> String {
        var text = ""
        for carrier in prepared?.composed ?? [] {
            for program in carrier.stubs + carrier.called.map(\.program) {
                text += "\(carrier.carrier) \(program.spec.name):\n"
                do {
                    let encoded = try encode(program.spec.code, maps: { _ in 0 }, kernelFunctions: { _ in 0 })
                    for slot in encoded.slots { text += Self.hexadecimal(slot) + "\n" }
                } catch {
                    throw SessionError("failed to encode \(program.spec.name): \(error)")
                }
            }
        }
        return text
    }

    /// A slot of 8 bytes as its 16 hexadecimal digits.
    private static func hexadecimal(_ slot: UInt64) -> String {
        let digits = String(slot, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
