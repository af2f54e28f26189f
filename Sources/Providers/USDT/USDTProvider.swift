import BPF
public import ProviderAPI
public import SystemInfo

/// Statically defined probes of user programs, as `<sys/sdt.h>` compiles them in, under two names.
///
/// `<provider><PID>:<object>:<function>:<probe>` is a probe of one process as DTrace names it: the function is that of
/// the symbol which holds the probe's place, and `__` in the probe's name is shown as `-`. A pattern for the process id,
/// as in `postgresql*:::query-start`, means all processes, those that start while tracing too.
///
/// `usdt:<file>:<provider>:<probe>` is the probe of a file in every process that maps it. The module part is a full path
/// or the last part of one. A name touches its file only. Another module pattern is held against what the target
/// processes map; without targets against what all running processes map, unless the provider part of the pattern is
/// empty as in `:::BEGIN`.
///
/// Example: `usdt:libstdc++.so.6:libstdcxx:throw { @[execname] = count(); }`. Needs uprobes; semaphores are set through
/// the kernel's reference counters (Linux 4.20).
public struct USDTProvider: Provider {
    public init() {}

    public var name: String { "usdt" }

    public var stability: ProviderStability {
        let names = StabilityAttributes(.private, .private, .unknown)
        return ProviderStability(
            provider: StabilityAttributes(.evolving, .evolving, .isa), module: names, function: names, name: names,
            arguments: names)
    }

    public func availability(on system: HostSystem) -> Availability { .ofUprobes(on: system) }

    public func mayMatch(provider pattern: Glob) -> Bool {
        pattern.matches(name) || ProcessUSDTSearch.mayMatch(pattern)
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        if pattern.provider.matches(name) { try forEachFileProbe(matching: pattern, on: system, body) }
        if ProcessUSDTSearch.mayMatch(pattern.provider) {
            var search = ProcessUSDTSearch(pattern: pattern, system: system)
            try search.forEachProbe(body)
        }
    }

    /// Processes that start or load libraries later can have probes of a pattern for names with process ids.
    public func mayGain(matching pattern: ProbePattern, on system: HostSystem) -> Bool {
        ProcessUSDTSearch.mayMatch(pattern.provider)
    }

    private func forEachFileProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        // A problem with a file is the user's concern only when the pattern means this provider.
        let isMeant = pattern.provider.literal == name
        let modules: [UserModule]
        do {
            modules = try UserModule.matching(
                pattern.module, on: system, searchesRunning: !pattern.provider.text.isEmpty)
        } catch {
            if isMeant { throw error }
            return
        }
        for module in modules {
            var search = USDTSearch(pattern: pattern, provider: name, module: module.name)
            for file in module.files {
                do {
                    try search.add(file)
                } catch {
                    if isMeant && pattern.module.literal != nil { throw ProviderError("\(error)") }
                }
            }
            for probe in search.probes { try body(probe) }
        }
    }
}
