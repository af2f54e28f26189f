import SystemInfo

extension UserModule {
    /// The functions of the module's files that match.
    ///
    /// - Parameter isMeant: Whether a file that cannot be read is the user's concern.
    public func functions(
        matching pattern: Glob, aliases: UserFunctionSearch.Aliases = .all, isMeant: Bool
    ) throws(ProviderError) -> [UserFunction] {
        var search = UserFunctionSearch(pattern: pattern, aliases: aliases)
        for file in files {
            do {
                try search.add(file)
            } catch {
                if isMeant { throw ProviderError("\(error)") }
            }
        }
        return search.functions
    }
}
