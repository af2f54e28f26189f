import ProviderAPI
import SystemInfo

/// What `new-provider` was asked for.
public struct NewProvider: Equatable, Sendable {
    /// The provider's name, as scripts will write it.
    public var name: String
    /// Where the package goes; nil for a folder of the provider's name.
    public var folder: String?
    /// The path or URL of this program's own package; nil for the one it was built from.
    public var package: String?

    /// A provider to begin.
    public init(name: String, folder: String? = nil, package: String? = nil) {
        self.name = name
        self.folder = folder
        self.package = package
    }

    /// What is wrong with a name, as the rest of a sentence; nil for a good one.
    static func problem(ofName name: String) -> String? {
        guard let first = name.utf8.first, (97...122).contains(first) else { return "begin with a lower-case letter" }
        let isFine = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        guard isFine, name.utf8.count <= 32 else {
            return "have only lower-case letters, digits and underscores, 32 at most"
        }
        // Digits at the end are ids of processes.
        return (48...57).contains(name.utf8.last ?? 0) ? "end in a letter or an underscore" : nil
    }
}

extension Command {
    /// Writes the package and says what to do with it.
    func write(_ new: NewProvider) throws {
        if registry.providers.contains(where: { $0.name == new.name })
            || registry.libraries.contains(where: { $0.provider == new.name })
        {
            throw CommandFailure("new-provider: there is a provider \(new.name) already: choose another name")
        }
        let folder = new.folder ?? new.name
        if let names = try? SystemFile.names(inFolder: folder), !names.isEmpty {
            throw CommandFailure("new-provider: \(folder) is not empty: name another with --directory")
        }
        guard SystemFile.isFolder(folder) || !SystemFile.exists(folder) else {
            throw CommandFailure("new-provider: \(folder) is a file: name another folder with --directory")
        }
        let template = ProviderTemplate(name: new.name, package: try PackageReference(new.package))
        for (path, text) in template.files {
            let path = "\(folder)/\(path)"
            try SystemFile.makeFolder(path.parentFolder)
            try OutputFile(path: path, mode: .truncate).write(Array(text.utf8))
        }
        try Terminal.print(
            "\(folder) holds the provider \(new.name): its README.md says how to build, test and use it.\n")
    }
}

/// How a package depends on this one.
struct PackageReference: Equatable {
    /// The argument of `.package(...)`.
    let requirement: String
    /// The name that products are asked for by: the last part of the location.
    let identity: String

    /// - Parameter location: A path or a URL; nil looks for the package that this program was built in.
    init(_ location: String?) throws {
        let location = try location ?? Self.own()
        let last = location.split(separator: "/").last.map(String.init) ?? location
        if location.contains("://") || location.hasPrefix("git@") {
            requirement = "url: \"\(location)\", branch: \"main\""
            identity = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
            return
        }
        let path = try SystemFile.resolved(location)
        guard Self.isOwn(path) else {
            throw CommandFailure("new-provider: \(location) is not the package of dtrace-prov")
        }
        requirement = "path: \"\(path)\""
        identity = path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The folder above the running program that holds the package.
    private static func own() throws -> String {
        var folder = try SystemFile.resolved("/proc/self/exe").parentFolder
        while folder != "/" {
            if isOwn(folder) { return folder }
            folder = folder.parentFolder
        }
        throw CommandFailure("new-provider: name the path or URL of dtrace-prov's package with --package")
    }

    private static func isOwn(_ folder: String) -> Bool {
        guard let manifest = try? SystemFile.text(of: folder + "/Package.swift") else { return false }
        return manifest.contains("name: \"dtrace-prov\"")
    }
}

extension String {
    /// The path without its last part.
    fileprivate var parentFolder: String {
        guard let end = lastIndex(of: "/") else { return "." }
        return end == startIndex ? "/" : String(self[..<end])
    }
}
