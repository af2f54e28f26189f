public import DLanguage
import SystemInfo

/// Turns the `-P`, `-m`, `-f`, `-n`, `-i` and `-s` of a command line into source texts.
public struct SourceReader {
    private let preprocessor: PreprocessorSettings

    public init(preprocessor: PreprocessorSettings) { self.preprocessor = preprocessor }

    /// A source that cannot be read or preprocessed, as a sentence.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Reads and preprocesses scripts; specifiers are taken as they are.
    public func read(_ source: Invocation.Source) throws(Failure) -> DSource {
        let form: DSource.Form
        switch source.form {
        case .provider: form = .provider
        case .module: form = .module
        case .function: form = .function
        case .name: form = .name
        case .identifier: form = .identifier
        case .script: return DSource(name: source.text, text: try script(source.text), form: .script)
        }
        return DSource(name: source.text, text: Array(source.text.utf8), form: form)
    }

    private func script(_ path: String) throws(Failure) -> [UInt8] {
        let text: [UInt8]
        do {
            text = try SystemFile.contents(of: path)
        } catch {
            let reason = error.description.dropFirst("cannot \(error.action) \(error.path): ".count)
            throw Failure(description: "failed to \(error.action) \(path): \(reason)")
        }
        let plain = Self.plain(text)
        return preprocessor.isEnabled ? try preprocess(plain, path) : plain
    }

    /// The text as editors of other systems write it too: without a byte order mark, lines ended by a newline alone.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        let text = text.starts(with: mark) ? text.dropFirst(mark.count) : text[...]
        guard text.contains(0x0d) else { return Array(text) }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for index in text.indices {
            let endsLine = text[index] == 0x0d && index + 1 < text.endIndex && text[index + 1] == 0x0a
            if !endsLine { plain.append(text[index]) }
        }
        return plain
    }

    private func preprocess(_ text: [UInt8], _ path: String) throws(Failure) -> [UInt8] {
        var text = text
        // cpp takes an interpreter line for a directive it does not know; its line must stay for the numbering.
        if text.starts(with: "#!".utf8) { text.removeSubrange(..<(text.firstIndex(of: 10) ?? text.endIndex)) }
        do {
            let result = try CapturedCommand(running: preprocessor.command, input: text)
            guard result.status == 0 else {
                // What is wrong, cpp has said itself.
                throw Failure(
                    description: "failed to compile script \(path): Preprocessor failed to process input program")
            }
            return result.output
        } catch let error as CapturedCommand.Failure {
            throw Failure(description: "failed to preprocess \(path): \(error.description)")
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(description: "failed to preprocess \(path)")
        }
    }
}
