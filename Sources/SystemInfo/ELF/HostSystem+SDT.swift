extension HostSystem {
    /// The providers of the statically defined probes in a file that a process maps; none in a file that cannot be read.
    ///
    /// Every file is looked at once.
    public func sdtProviders(in file: MappedBinary, _ identity: FileIdentity) -> Set<String> {
        cache.sdtProviders(of: identity) {
            var names: Set<String> = []
            try? ELFFile(path: file.accessPath).forEachSDTNote { names.insert($0.provider) }
            return names
        }
    }
}
