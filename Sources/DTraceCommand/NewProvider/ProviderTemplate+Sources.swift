extension ProviderTemplate {
    /// The type that finds probes.
    var provider: String {
        """
        public import ProviderAPI
        public import SystemInfo

        /// Signals: `\(name):::send` fires when one is sent, `\(name):::deliver` when a process gets one.
        ///
        /// args[0] is the signal's number; args[1] of `send` is the process it is for. Needs tracefs, which root can mount.
        public struct \(typeName)Provider: Provider {
            public init() {}

            public var name: String { "\(name)" }

            public func availability(on system: HostSystem) -> Availability {
                guard let events = system.traceEvents else {
                    return .unavailable(reason: "tracefs is not mounted; mount it with: mount -t tracefs nodev /sys/kernel/tracing")
                }
                for kind in SignalEvent.allCases where !events.contains(group: "signal", event: kind.event) {
                    return .unavailable(reason: "the kernel has no trace event signal:\\(kind.event)")
                }
                return .available
            }

            public func forEachProbe(
                matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
            ) throws {
                for kind in SignalEvent.allCases {
                    let probe = \(typeName)Probe(kind: kind)
                    if pattern.matches(probe.description) { try body(probe) }
                }
            }

            public var stability: ProviderStability {
                let ours = StabilityAttributes(.evolving, .evolving, .common)
                let unused = StabilityAttributes(.private, .private, .unknown)
                return ProviderStability(provider: ours, module: unused, function: unused, name: ours, arguments: ours)
            }
        }

        """
    }

    /// The type that knows one probe.
    var probe: String {
        """
        import BPF
        import ProviderAPI
        import SystemInfo

        /// What happens to a signal; the raw value is the probe's name.
        enum SignalEvent: String, CaseIterable {
            case send
            case deliver

            /// The kernel's trace event in the group `signal`.
            var event: String { self == .send ? "signal_generate" : "signal_deliver" }

            /// The fields of the event that become args[].
            var fields: [String] { self == .send ? ["sig", "pid"] : ["sig"] }
        }

        /// One of the probes.
        struct \(typeName)Probe: Probe {
            let kind: SignalEvent

            var description: ProbeDescription { ProbeDescription("\(name)", "", "", kind.rawValue) }

            func arguments(on system: HostSystem) throws -> [ProbeArgument] {
                kind.fields.enumerated().map { ProbeArgument(name: $1, type: "int", index: $0) }
            }

            func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
                guard let events = system.traceEvents else { throw ProviderError("tracefs is not mounted") }
                let format = try events.format(group: "signal", event: kind.event)
                let sources = try kind.fields.map { name -> ArgumentSource in
                    guard let field = format.fields.first(where: { $0.name == name }), field.size == 4 else {
                        throw ProviderError("signal:\\(kind.event) has no field \\(name) of 4 bytes")
                    }
                    return .field(offset: field.offset, width: .word, signed: true)
                }
                return [
                    ProbeSite(
                        context: ContextLayout(carrier: .tracepoint, arguments: sources),
                        attachPoint: .tracepoint(id: try events.id(group: "signal", event: kind.event)))
                ]
            }
        }

        """
    }

    /// The tests: the rules of providers, with known signals.
    var tests: String {
        """
        import ProviderAPI
        import ProviderTesting
        import \(typeName)Provider
        import Testing

        struct \(typeName)ProviderTests {
            /// Sends itself SIGUSR1, which it handles, and SIGWINCH, which nobody gets.
            private let workload = ProviderWorkload(
                command: ["/bin/sh", "-c", "trap : USR1; kill -USR1 $$; kill -WINCH $$"],
                expectations: [
                    .init("\(name):::send", firings: [[10, nil], [28, nil]], where: "pid == $target && arg1 == pid"),
                    .init("\(name):::deliver", firings: [[10]]),
                ])

            @Test func `keeps the rules of providers`() {
                #expect(ProviderConformance(\(typeName)Provider(), workload: workload).findings() == [])
            }

            @Test func `lists its probes`() throws {
                var names: [String] = []
                try \(typeName)Provider().forEachProbe(matching: ProbePattern(), on: .current()) {
                    names.append($0.description.description)
                }
                #expect(names == ["\(name):::send", "\(name):::deliver"])
            }
        }

        """
    }
}
