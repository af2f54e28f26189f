public import DLanguage

extension Session {
    /// The providers that each source declares, for what is made of them when a program is built.
    ///
    /// Sources are checked, unless one has clauses: their probes need not be there then.
    public func declaredProviders() throws(SessionError) -> [[SyntaxProvider]] {
        try applyProgramOptions()
        let programs = try parsedSources()
        if !programs.contains(where: \.hasClauses) { try checkSources(checkOptions) }
        return programs.map(\.providers)
    }

    /// The sources as written.
    func parsedSources() throws(SessionError) -> [SyntaxProgram] {
        var programs: [SyntaxProgram] = []
        for (index, source) in configuration.sources.enumerated() {
            do {
                programs.append(try parse(source, options: checkOptions))
            } catch {
                var finding = error
                finding.source = index
                throw failure(finding)
            }
        }
        return programs
    }

    /// Finds what is wrong with the sources; nothing is kept of them but the probes they match.
    func checkSources(_ options: CheckOptions) throws(SessionError) {
        let libraries = try libraries
        do {
            _ = try check(
                configuration.sources, options: options, resolver: table, types: kernelTypes, libraries: libraries)
        } catch {
            throw failure(error)
        }
    }
}

extension SyntaxProgram {
    fileprivate var hasClauses: Bool {
        items.contains { if case .clause = $0 { true } else { false } }
    }

    fileprivate var providers: [SyntaxProvider] {
        items.compactMap { if case .provider(let provider) = $0 { provider } else { nil } }
    }
}
