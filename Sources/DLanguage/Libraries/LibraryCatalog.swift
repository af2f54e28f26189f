/// The D libraries at hand: those read before every program, and those read when a program first uses one of their
/// names.
public protocol LibraryCatalog {
    /// Libraries that count for every program (`-L`), in the order of their files.
    var required: [DSource] { get }

    /// The library that defines a name, nil when none does. Tags and providers are asked for with their
    /// keyword, as `struct name`.
    func library(defining name: String) -> DSource?

    /// Whether something that a library depends on is there.
    func isPresent(_ dependency: LibraryDependency) -> Bool
}

/// No libraries.
public struct NoLibraries: LibraryCatalog {
    public init() {}
    /// None.
    public var required: [DSource] { [] }
    /// None.
    public func library(defining name: String) -> DSource? { nil }
    /// Nothing.
    public func isPresent(_ dependency: LibraryDependency) -> Bool { false }
}

/// `#pragma D depends_on class name`.
public struct LibraryDependency: Hashable, Sendable {
    /// What must be there.
    public enum Kind: String, Hashable, Sendable {
        /// A part of the kernel; the kernel itself is there always.
        case module
        case provider
        /// Another D library, by its file name.
        case library
    }

    /// What must be there.
    public var kind: Kind
    /// Its name.
    public var name: String
    /// Where the pragma stands.
    public var range: SourceRange

    public init(_ kind: Kind, _ name: String, range: SourceRange = .none) {
        self.kind = kind
        self.name = name
        self.range = range
    }
}

extension SyntaxProgram {
    /// The `#pragma D depends_on` lines in order.
    var dependencies: [LibraryDependency] {
        get throws(Diagnostic) {
            var found: [LibraryDependency] = []
            for pragma in pragmas {
                let words = pragma.text.split { $0 == " " || $0 == "\t" }.map(String.init)
                guard words.count > 1, words[0] == "D", words[1] == "depends_on" else { continue }
                guard words.count >= 4 else {
                    throw map.locate(.malformedPragma("malformed #pragma depends_on <class> <name>", at: pragma.range))
                }
                guard let kind = LibraryDependency.Kind(rawValue: words[2]) else {
                    throw map.locate(.dependencyClass(words[2], at: pragma.range))
                }
                found.append(LibraryDependency(kind, words[3], range: pragma.range))
            }
            return found
        }
    }
}

extension Diagnostic {
    static func dependencyClass(_ word: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_INVAL", "invalid class \(word) specified by #pragma depends_on", at: site)
    }

    static func missingDependency(_ dependency: LibraryDependency) -> Diagnostic {
        Diagnostic(
            "D_PRAGMA_DEPEND", "program requires \(dependency.kind.rawValue) \(dependency.name)", at: dependency.range)
    }

    static func libraryDependency(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_DEPEND", "main program may not explicitly depend on a library", at: site)
    }

    static func dependencyCycle(_ name: String, at site: SourceRange) -> Diagnostic {
        Diagnostic("D_PRAGMA_DEPEND", "library \(name) depends on itself", at: site)
    }
}
