import BPF
public import ProviderAPI
public import SystemInfo

/// Functions and instructions of one process: `pid<PID>:<object>:<function>:entry`, `return`, or an instruction's offset
/// (DTrace guide, chapter "pid Provider").
///
/// The object is `a.out` for the program, or the last part of a file's name with or without the version behind `.so`; an
/// empty part means every object that the process maps. Offsets are hexadecimal; an empty name stands for `entry`,
/// `return` and every instruction. The function `-` with an offset means an address of the object as it was linked.
/// Of several names of one function patterns find the one that people know; a name in full finds any.
///
/// Example: `pid$target:a.out:main:entry`. Needs uprobes.
public struct PidProvider: Provider {
    private let part = ProcessPart(prefix: "pid")

    public init() {}

    public var name: String { "pid" }

    public var stability: ProviderStability { .ofUserFunctions }

    public func availability(on system: HostSystem) -> Availability { .ofUprobes(on: system) }

    /// The process can load libraries, and run another program.
    public func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool {
        part.mayMatch(pattern.provider)
    }

    /// A pattern without a provider means the kernel's functions, not every function of every target.
    public func mayMatch(provider pattern: Glob) -> Bool { part.mayMatch(pattern) }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        for id in try part.processes(matching: pattern.provider, on: system) {
            do {
                try forEachProbe(of: id, matching: pattern, on: system, body)
            } catch {
                // While tracing, one that has ended meanwhile has nothing to offer, and the others have.
                if system.changes == nil { throw error }
            }
        }
    }

    private func forEachProbe(
        of id: Int, matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        var targeted = system
        targeted.targetProcesses = [id]
        for var module in try UserModule.matching(pattern.module, on: targeted, searchesRunning: false) {
            module.files.removeAll { !system.isConcerned(id, with: $0) }
            let search = PidSearch(provider: part.name(of: id), module: module, pattern: pattern)
            try search.forEachProbe(body)
        }
    }
}
