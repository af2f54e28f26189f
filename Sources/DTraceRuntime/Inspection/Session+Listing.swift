import DLanguage
public import ProviderAPI

extension Session {
    /// Whether only what the program prints is shown, by `-q` or by the program's own pragma.
    public var isQuiet: Bool { options.isQuiet }

    /// Whether the compiled clauses are to be shown, by `-xverbose` or by the program's own pragma.
    public var isVerbose: Bool { options.isOn("verbose") }

    /// Calls `body` for each probe that the sources name, source by source, as it is found; for every probe when there
    /// are no sources. What is more than descriptions is checked before.
    ///
    /// - Parameter unmatched: Gets a sentence for each description without probes.
    public func forEachProbe(
        _ body: (ProbeTable.Entry) throws -> Void, unmatched: (String) throws -> Void
    ) throws {
        try reserveStandardProbes()
        guard !configuration.sources.isEmpty else {
            try table.listProbes(matching: ProbePattern(), body)
            return
        }
        try stateAttributes()
        let programs = try parsedSources()
        if !programs.allSatisfy(\.isDescription) {
            try applyProgramOptions()
            var options = checkOptions
            options.allowsNoMatch = true
            try checkSources(options)
        }
        let all = programs.flatMap(\.specs)
        for (index, spec) in all.enumerated() {
            try list(spec, isLast: index == all.count - 1, body, unmatched: unmatched)
        }
    }

    private func list(
        _ spec: ProbeSpec, isLast: Bool, _ body: (ProbeTable.Entry) throws -> Void, unmatched: (String) throws -> Void
    ) throws {
        var isEmpty = true
        func found(_ entry: ProbeTable.Entry) throws {
            isEmpty = false
            try body(entry)
        }
        if spec.identifiers == nil {
            if isLast {
                try table.listProbes(matching: spec.pattern, found)
            } else {
                try table.forEachProbe(matching: spec.pattern, found)
            }
        } else {
            for id in try table.probes(matching: spec) {
                isEmpty = false
                try body(table[id])
            }
        }
        guard isEmpty else { return }
        let reason = table.unavailability(of: spec.pattern).map { ": \($0)" } ?? ""
        let name = spec.identifiers == nil ? spec.pattern.description : spec.text
        try unmatched("failed to match \(name): No probe matches description\(reason)")
    }
}

extension SyntaxProgram {
    /// Whether there is nothing to check: probes are described, and nothing is said about them.
    fileprivate var isDescription: Bool {
        !items.isEmpty
            && items.allSatisfy {
                guard case .clause(let clause) = $0 else { return false }
                return clause.predicate == nil && clause.statements?.isEmpty != false
            }
    }

    /// The descriptions of all clauses.
    fileprivate var specs: [ProbeSpec] {
        items.flatMap { item -> [ProbeSpec] in if case .clause(let clause) = item { clause.specs } else { [] } }
    }
}

extension ProbeTable {
    /// The stability of a probe's name and arguments: its provider's, as far as the program does not state another.
    public func stability(of entry: Entry) -> ProviderStability {
        var result = entry.provider.stability
        for stated in statedAttributes where stated.provider == entry.description.provider {
            let attributes = StabilityAttributes(stated.attributes)
            switch stated.part {
            case .provider: result.provider = attributes
            case .module: result.module = attributes
            case .function: result.function = attributes
            case .name: result.name = attributes
            case .args: result.arguments = attributes
            }
        }
        return result
    }
}
