import DLanguage
import ProviderAPI
import Synchronization

/// A D library with providers, parsed on first use and kept.
final class DeclaredLibrary: Sendable {
    let source: DSource
    private let parsed = Mutex<[DeclaredProvider]?>(nil)

    init(_ source: DSource) { self.source = source }

    /// A provider that the library declares.
    func provider(_ name: String) throws(ProviderError) -> DeclaredProvider {
        guard let found = try providers().first(where: { $0.name == name }) else {
            throw ProviderError("the D library \(source.name) makes no probe of the provider \(name)")
        }
        return found
    }

    private func providers() throws(ProviderError) -> [DeclaredProvider] {
        if let known = parsed.withLock({ $0 }) { return known }
        do {
            let found = try declaredProviders(in: source)
            parsed.withLock { $0 = found }
            return found
        } catch {
            throw ProviderError("the D library \(source.name) cannot be read: line \(error.line): \(error.message)")
        }
    }

    /// Whether a word occurs in the library, looked up in its bytes without parsing them.
    func mentions(_ word: String) -> Bool {
        let wanted = Array(word.utf8)
        guard let first = wanted.first else { return false }
        let text = source.text
        return text.indices.contains { text[$0] == first && text[$0...].starts(with: wanted) }
    }

    /// The names of the providers declared at the start of a line, found without parsing.
    var providerNames: [String] {
        source.text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let words = line.split(maxSplits: 2) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard words.count > 1, words[0].elementsEqual("provider".utf8) else { return nil }
            return String(decoding: words[1].prefix { $0 != UInt8(ascii: "{") }, as: UTF8.self)
        }
    }
}

extension DeclaredProvider {
    /// What the library's `#pragma D attributes <names>/<data>/<class> provider <name> <part>` lines say; parts without a
    /// line have what providers of documented probes have.
    var stability: ProviderStability {
        func part(_ name: String, _ other: StabilityAttributes) -> StabilityAttributes {
            attributes[name].flatMap(StabilityAttributes.init(text:)) ?? other
        }
        return ProviderStability(
            provider: part("provider", .ours), module: part("module", .theirs), function: part("function", .theirs),
            name: part("name", .ours), arguments: part("args", .ours))
    }
}

extension StabilityAttributes {
    /// Reads `Evolving/Evolving/ISA`.
    fileprivate init?(text: String) {
        let words = text.split(separator: "/").map(String.init)
        guard words.count == 3, let names = Stability(rawValue: words[0]), let data = Stability(rawValue: words[1]),
            let dependency = DependencyClass(rawValue: words[2])
        else { return nil }
        self.init(names, data, dependency)
    }
}
