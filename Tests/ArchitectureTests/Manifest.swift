import Foundation

/// The targets of Package.swift and what each depends on, read as text.
struct Manifest {
    var dependencies: [String: Set<String>] = [:]

    init(_ text: String) {
        let target = #/\.(?:target|executableTarget)\(\s*name:\s*"([^"]+)",\s*dependencies:\s*\[([^\]]*)\]/#
        for match in text.matches(of: target)
        where !match.output.1.contains("\\") && !match.output.1.hasSuffix("TestSupport") {
            let names = match.output.2.matches(of: #/"([^"]+)"/#).map { String($0.output.1) }
            dependencies[String(match.output.1)] = Set(names)
        }
    }

    /// Dependencies that the layer table does not allow.
    var violations: [String] {
        dependencies.sorted { $0.key < $1.key }.flatMap { target, names in
            names.sorted().filter { !Layers.mayImport($0, from: target) }.map {
                "Package.swift: \(target) may not depend on \($0)"
            }
        }
    }
}
