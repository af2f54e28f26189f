import BPF
public import ProviderAPI
public import SystemInfo

/// Swift functions of one process, by their names in the source: `swift<PID>:<object>:<function>:<name>`.
///
/// The function is shown with its module, types and argument labels, as in `Shop.Cart.add(_:price:)`; a pattern may leave
/// out what follows the name: `Shop.Cart.add`. What the compiler makes by itself is left out.
///
/// `entry` and `return` are as in the pid provider. An `async` function has `entry`, when it is called, and `resume`, each
/// time it goes on after it was suspended; it has no `return`, for it gives the processor back whenever it waits.
///
/// Example: `swift$target:a.out:Shop.*:entry { @[probefunc] = count(); }`. Needs uprobes.
public struct SwiftProvider: Provider {
    private let part = ProcessPart(prefix: "swift")

    public init() {}

    public var name: String { "swift" }

    public var stability: ProviderStability { .ofUserFunctions }

    public func availability(on system: HostSystem) -> Availability { .ofUprobes(on: system) }

    public func mayMatch(provider pattern: Glob) -> Bool { part.mayMatch(pattern) }

    /// The process can load libraries, and run another program.
    public func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool {
        part.mayMatch(pattern.provider)
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        for id in try part.processes(matching: pattern.provider, on: system) {
            do {
                try forEachProbe(ofProcess: id, matching: pattern, on: system, body)
            } catch {
                // While tracing, one that has ended meanwhile has nothing to offer, and the others have.
                if system.changes == nil { throw error }
            }
        }
    }

    private func forEachProbe(
        ofProcess id: Int, matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        var targeted = system
        targeted.targetProcesses = [id]
        for module in try UserModule.matching(pattern.module, on: targeted, searchesRunning: false) {
            for file in module.files where system.isConcerned(id, with: file) {
                var search = SwiftSearch(pattern: pattern.function)
                do { try search.add(file) } catch {
                    if pattern.module.literal != nil { throw ProviderError("\(error)") }
                }
                for function in search.functions {
                    try forEachProbe(of: function, part.name(of: id), module.name, pattern.name, body)
                }
            }
        }
    }

    private func forEachProbe(
        of function: SwiftFunction, _ provider: String, _ module: String, _ name: Glob,
        _ body: (any Probe) throws -> Void
    ) throws {
        func description(_ name: String) -> ProbeDescription {
            ProbeDescription(provider, module, function.name, name)
        }
        if name.matches("entry"), !function.places.isEmpty {
            try body(UserFunctionProbe(description: description("entry"), kind: .entry, places: function.places))
        }
        if name.matches("return"), !function.places.isEmpty {
            if !function.isAsync {
                try body(UserFunctionProbe(description: description("return"), kind: .return, places: function.places))
            } else if name.literal != nil {
                throw ProviderError(
                    "\(description("return")): an async function gives the processor back whenever it waits, so its "
                        + "return is no return: probe its resume, or the entry of what runs after it")
            }
        }
        if name.matches("resume"), !function.resumptions.isEmpty {
            try body(
                UserFunctionProbe(
                    description: description("resume"), kind: .offset(0, name: "resume"), places: function.resumptions))
        }
    }
}
