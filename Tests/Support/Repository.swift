public import Foundation

/// Where things are in a checkout of this package.
public enum Repository {
    /// The folder of Package.swift.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Build products that are linked without shared libraries, made by `make static`.
    public static let staticProducts = root.appending(path: ".build/static/release")

    /// Products of the build that the running tests belong to.
    public static let products = Bundle.main.executableURL.map { $0.deletingLastPathComponent() } ?? root

    /// The program without shared libraries, or a sentence saying how to make it.
    public static func staticProgram(_ name: String) throws -> URL {
        let program = staticProducts.appending(path: name)
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw SupportError("\(program.path) is missing: run `make static` first")
        }
        return program
    }
}

/// A failure of the test machinery, as a sentence.
public struct SupportError: Error, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
