import DLanguage
import ProviderAPI
import SystemInfo

/// The libraries of a session: those of the program, read when one of their names is used, and those of `-L` folders.
struct SystemLibraries: LibraryCatalog {
    let required: [DSource]
    private let table: ProbeTable
    private let shipped: ShippedIndex

    /// - Parameters:
    ///   - folders: Where to look for more libraries; in each, all files that end in `.d`, by name.
    ///   - isEnabled: Whether there are libraries at all (`-xnolibs` says there are none).
    ///   - others: More libraries to be read when one of their names is used.
    init(
        folders: [String], table: ProbeTable, isEnabled: Bool, others: @escaping () -> [DSource] = { [] }
    ) throws(SessionError) {
        self.table = table
        guard isEnabled else {
            (required, shipped) = ([], ShippedIndex(sysfs: "", replaced: [], others: nil))
            return
        }
        var sources: [DSource] = []
        var names: Set<String> = []
        for folder in folders {
            for name in try Self.libraryNames(in: folder) {
                names.insert(name)
                sources.append(try Self.library(at: "\(folder)/\(name)"))
            }
        }
        required = sources
        shipped = ShippedIndex(sysfs: table.system.sysfs, replaced: names, others: others)
    }

    func library(defining name: String) -> DSource? {
        shipped.library(defining: name).map {
            DSource(name: $0.name, text: Array($0.text.utf8), form: .script, isLibrary: true)
        }
    }

    func isPresent(_ dependency: LibraryDependency) -> Bool {
        switch dependency.kind {
        case .library: return shipped.contains(dependency.name)
        case .provider:
            let pattern = ProbePattern(provider: Glob(dependency.name))
            return ((try? table.ids(matching: pattern)) ?? []).isEmpty == false
        case .module:
            if dependency.name == "kernel" || dependency.name == "vmlinux" { return true }
            return SystemFile.exists("\(table.system.sysfs)/module/\(dependency.name)")
        }
    }

    private static func libraryNames(in folder: String) throws(SessionError) -> [String] {
        do {
            return try SystemFile.names(inFolder: folder).filter { $0.hasSuffix(".d") }
        } catch {
            throw SessionError("failed to read the D libraries in \(folder): \(error)")
        }
    }

    private static func library(at path: String) throws(SessionError) -> DSource {
        do {
            let text = try SystemFile.contents(of: path)
            return DSource(name: path, text: text, form: .script, isLibrary: true)
        } catch {
            throw SessionError("failed to read the D library \(path): \(error)")
        }
    }
}

/// Which shipped library defines a name; made when the first name is asked for, which most programs never do.
private final class ShippedIndex {
    private let sysfs: String
    private let replaced: Set<String>
    private let others: (() -> [DSource])?
    private lazy var libraries: [ShippedLibrary] = {
        guard let others else { return [] }
        let known = (ShippedLibrary.fixed + [.sched(sysfs: sysfs)]).filter { !replaced.contains($0.name) }
        return known + others().map { ShippedLibrary($0.name, String(decoding: $0.text, as: UTF8.self)) }
    }()
    private lazy var places: [String: Int] = {
        var places: [String: Int] = [:]
        for (place, library) in libraries.enumerated() {
            for name in library.definedNames { places[name] = place }
        }
        return places
    }()

    /// - Parameters:
    ///   - replaced: The names of libraries that others take the place of.
    ///   - others: Libraries that are not shipped; nil when there are to be none at all.
    init(sysfs: String, replaced: Set<String>, others: (() -> [DSource])?) {
        self.sysfs = sysfs
        self.replaced = replaced
        self.others = others
    }

    func library(defining name: String) -> ShippedLibrary? { places[name].map { libraries[$0] } }

    func contains(_ name: String) -> Bool { libraries.contains { $0.name == name } }
}
