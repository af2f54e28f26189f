import Foundation

/// Rules that every source file keeps; each gives the places that break it.
enum SourceChecks {
    static let longestFile = 600
    static let mostFilesInAFolder = 20

    /// All rules over a tree.
    static func violations(in tree: SourceTree) -> [String] {
        imports(tree) + fence(tree) + traps(tree) + sizes(tree)
    }

    /// A target imports only what its layer may see, and nobody imports Foundation.
    static func imports(_ tree: SourceTree) -> [String] {
        places(
            tree,
            #/^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
        ) { file, module in
            if module.hasPrefix("Foundation") { return "imports \(module): the program does without it" }
            return Layers.mayImport(module, from: file.target) ? nil : "\(file.target) may not import \(module)"
        }
    }

    /// Unsafe code stays in the targets that talk to C.
    static func fence(_ tree: SourceTree) -> [String] {
        places(tree, #/\b(unsafe|Unsafe[A-Z]\w*|unsafeBitCast|Unmanaged|OpaquePointer)\b/#) { file, word in
            Layers.unsafe.contains(file.target)
                ? nil : "uses \(word) outside of \(Layers.unsafe.sorted().joined(separator: " and "))"
        }
    }

    /// Nothing that ends the process on bad input.
    static func traps(_ tree: SourceTree) -> [String] {
        places(tree, #/(try!|\bas!|\bfatalError\b|\bpreconditionFailure\b)/#) { _, word in
            "uses \(word): throw an error that explains instead"
        }
    }

    /// Files can be read in one sitting.
    static func sizes(_ tree: SourceTree) -> [String] {
        tree.files.filter { $0.lines.count > longestFile }.map {
            "\($0.path): \($0.lines.count) lines: no file has more than \(longestFile)"
        }
    }

    /// Every match of a pattern in code for which `complaint` has something to say about the first group.
    private static func places<Output>(
        _ tree: SourceTree, _ pattern: Regex<Output>, _ complaint: (SourceFile, String) -> String?
    ) -> [String] where Output: Sendable {
        tree.files.flatMap { file in
            file.code.enumerated().flatMap { index, line in
                line.matches(of: pattern).compactMap { match in
                    let word = Regex<AnyRegexOutput>.Match(match).output[1].substring.map(String.init) ?? ""
                    return complaint(file, word).map { "\(file.path):\(index + 1): \($0)" }
                }
            }
        }
    }
}
