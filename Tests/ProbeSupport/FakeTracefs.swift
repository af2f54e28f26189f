public import BPF
import Foundation
public import SystemInfo

/// A folder laid out like tracefs, removed when the value goes.
public final class FakeTracefs {
    public let root: String

    public init() throws {
        root = NSTemporaryDirectory() + "tracefs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root + "/events", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    public func add(group: String, event: String, id: Int, fields: [String] = []) throws {
        let folder = "\(root)/events/\(group)/\(event)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write("0\n", to: folder + "/enable")
        try write("\(id)\n", to: folder + "/id")
        let lines =
            ["name: \(event)", "ID: \(id)", "format:"]
            + ["\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;", ""]
            + fields.map { "\tfield:\($0)" } + ["", "print fmt: \"x\""]
        try write(lines.joined(separator: "\n") + "\n", to: folder + "/format")
    }

    public func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    public func system(_ features: Set<KernelFeature> = [], sysfs: String = "/nonexistent") -> HostSystem {
        HostSystem(tracefs: root, sysfs: sysfs, features: FixedKernelFeatures(features))
    }
}
