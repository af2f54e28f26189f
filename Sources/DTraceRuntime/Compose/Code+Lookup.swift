import BPF

extension Code {
    /// `r0 = &map[r2key]`, the key being a u32 in `key`; goes to `missing` when there is no such entry. r1-r5 are lost.
    mutating func lookUp(_ map: MapReference, key: Register, missing: Label) {
        emit(.store(.word, Address(.fp, -4), .register(key)))
        lookUpStoredKey(map, missing: missing)
    }

    /// The same with a constant key.
    mutating func lookUp(_ map: MapReference, key: Int32, missing: Label) {
        emit(.store(.word, Address(.fp, -4), .immediate(key)))
        lookUpStoredKey(map, missing: missing)
    }

    private mutating func lookUpStoredKey(_ map: MapReference, missing: Label) {
        self += [
            .mov(.r2, .fp), .add(.r2, -4), .loadMap(.r1, map), .call(.mapLookupElem),
            .jump(.equal, .r0, 0, missing),
        ]
    }
}
