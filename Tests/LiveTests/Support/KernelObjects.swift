import Foundation
import TestSupport

/// What a process holds in the kernel, by the descriptors it has.
enum KernelObjects {
    /// The process's BPF programs, maps and links: `prog 12`.
    static func held(by process: Int32) -> Set<String> {
        let folder = "/proc/\(process)/fdinfo"
        var found: Set<String> = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
            var fields: [Substring: Substring] = [:]
            for line in text.split(separator: "\n") {
                let parts = line.split(whereSeparator: { $0 == ":" || $0.isWhitespace })
                if parts.count == 2 { fields[parts[0]] = parts[1] }
            }
            // A link's information names its program too.
            if let id = fields["link_id"] {
                found.insert("link \(id)")
            } else if let id = fields["prog_id"] {
                found.insert("prog \(id)")
            } else if let id = fields["map_id"] {
                found.insert("map \(id)")
            }
        }
        return found
    }

    /// All that there are in the kernel.
    static func all() throws -> Set<String> {
        var all: Set<String> = []
        for kind in ["prog", "map", "link"] {
            let result = try runCommand("bpftool", ["-j", kind, "list"])
            let list = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]] ?? []
            for case let id as Int in list.map({ $0["id"] as Any }) { all.insert("\(kind) \(id)") }
        }
        return all
    }

    /// Those that are still there when there was a minute for the kernel's grace periods, which are long on a busy machine.
    static func left(of objects: Set<String>) throws -> Set<String> {
        var left = objects
        let deadline = Date(timeIntervalSinceNow: 60)
        while !left.isEmpty, Date() < deadline {
            left = try all().intersection(objects)
            if !left.isEmpty { usleep(50_000) }
        }
        return left
    }

    /// The number of descriptors a process has on perf events.
    static func perfEvents(of process: Int32) -> Int {
        let folder = "/proc/\(process)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))?.contains("perf_event")
                == true
        }
    }

    /// The processes a process has started and that have not been waited for.
    static func children(of process: Int32) -> [Int32] {
        let text = (try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    /// Whether a process is there and has not ended.
    static func isAlive(_ process: Int32) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return stat.split(separator: ")").last?.split(separator: " ").first.map { $0 != "Z" && $0 != "X" } ?? false
    }

    /// Waits until a condition holds; false when it does not within half a minute.
    static func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
        for _ in 0..<600 {
            if try condition() { return true }
            usleep(50_000)
        }
        return false
    }
}
