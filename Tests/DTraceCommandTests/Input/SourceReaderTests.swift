import DLanguage
import Foundation
import TestSupport
import Testing

@testable import DTraceCommand

struct SourceReaderTests {
    private func read(_ text: String, _ settings: PreprocessorSettings) throws -> String {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "script.d").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let source = try SourceReader(preprocessor: settings).read(.init(.script, path))
        #expect(source.form == .script)
        #expect(source.name == path)
        return String(decoding: source.text, as: UTF8.self)
    }

    @Test func `specifiers keep their text and form`() throws {
        let reader = SourceReader(preprocessor: PreprocessorSettings())
        let forms: [(Invocation.Form, DSource.Form)] = [
            (.provider, .provider), (.module, .module), (.function, .function), (.name, .name),
            (.identifier, .identifier),
        ]
        for (form, expected) in forms {
            let source = try reader.read(.init(form, "x { }"))
            #expect(source.form == expected)
            #expect(source.text == Array("x { }".utf8))
        }
    }

    @Test func `a script is read as it is`() throws {
        #expect(try read("#!/x -s\nBEGIN\n{ }\n", PreprocessorSettings()) == "#!/x -s\nBEGIN\n{ }\n")
    }

    @Test func `a script from editors of other systems`() throws {
        #expect(try read("\u{feff}BEGIN\r\n{ }\r\n", PreprocessorSettings()) == "BEGIN\n{ }\n")
        #expect(try read("a\rb\r\r\n", PreprocessorSettings()) == "a\rb\r\n")
        #expect(try read("\u{feff}", PreprocessorSettings()) == "")
        #expect(try read("BEGIN { }", PreprocessorSettings()) == "BEGIN { }")
        var settings = PreprocessorSettings()
        settings.isEnabled = true
        #expect(try read("\u{feff}#!/x\r\n#if 1\r\nBEGIN\r\n#endif", settings).hasSuffix("\nBEGIN\n"))
    }

    @Test func `the preprocessor replaces names and keeps line numbers`() throws {
        var settings = PreprocessorSettings()
        settings.isEnabled = true
        settings.arguments = ["-DWHO=BEGIN"]
        let lines = try read("#!/x -s\nWHO\n{ __SUNW_D __SUNW_D_64 __SUNW_D_VERSION }\n", settings).split(
            separator: "\n")
        #expect(lines.suffix(2) == ["BEGIN", "{ 1 1 0x02000000 }"])
    }

    @Test func `a script that is missing or that cpp refuses`() {
        var settings = PreprocessorSettings()
        let missing = #expect(throws: SourceReader.Failure.self) {
            _ = try SourceReader(preprocessor: settings).read(.init(.script, "/no/such.d"))
        }
        #expect(missing?.description == "failed to open /no/such.d: No such file or directory")
        settings.isEnabled = true
        settings.arguments = ["--no-such-option"]
        let refused = #expect(throws: SourceReader.Failure.self) {
            _ = try SourceReader(preprocessor: settings).read(.init(.script, "/dev/null"))
        }
        #expect(
            refused?.description
                == "failed to compile script /dev/null: Preprocessor failed to process input program")
    }
}
