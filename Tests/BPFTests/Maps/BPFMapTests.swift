import BPF
import Testing

extension KernelSuite {
    @Suite struct BPFMapTests {
        @Test func `reads, changes and deletes entries of a hash`() throws {
            try checkingDescriptors {
                let map = try BPFMap(MapSpec("h", .hash, keySize: 3, valueSize: 5, maxEntries: 4))
                #expect(try map.lookup(key: [1, 2, 3]) == nil)
                try map.update(key: [1, 2, 3], value: [5, 6, 7, 8, 9], mode: .create)
                #expect(try map.lookup(key: [1, 2, 3]) == [5, 6, 7, 8, 9])
                #expect(throws: KernelError.self) {
                    try map.update(key: [1, 2, 3], value: [0, 0, 0, 0, 0], mode: .create)
                }
                try map.update(key: [1, 2, 3], value: [1, 1, 1, 1, 1], mode: .replace)
                #expect(try map.lookup(key: [1, 2, 3]) == [1, 1, 1, 1, 1])
                #expect(try map.delete(key: [1, 2, 3]))
                #expect(try map.delete(key: [1, 2, 3]) == false)
            }
        }

        @Test func `refuses buffers of the wrong size before the kernel could run over them`() throws {
            let map = try BPFMap(MapSpec("h", .hash, keySize: 4, valueSize: 8, maxEntries: 4))
            let error = #expect(throws: KernelError.self) { try map.lookup(key: [1, 2, 3]) }
            #expect(
                error?.description
                    == "cannot read the map 'h': it has keys of 4 and values of 8 bytes, not 3 and 8")
            #expect(throws: KernelError.self) { try map.update(key: UInt32(0), value: [1]) }
            #expect(throws: KernelError.self) { try map.delete(key: []) }
        }

        @Test func `explains a map that cannot be`() {
            let error = #expect(throws: KernelError.self) {
                _ = try BPFMap(MapSpec("odd", .ringBuffer, keySize: 0, valueSize: 0, maxEntries: 100))
            }
            #expect(
                error?.description.hasPrefix("cannot create the map 'odd': the kernel finds the request invalid")
                    == true)
        }

        @Test func `gives every possible CPU its part of a value`() throws {
            let map = try BPFMap(MapSpec("p", .perCPUArray, keySize: 4, valueSize: 12, maxEntries: 2))
            #expect(map.valueStride == 16)
            #expect(map.bufferedValueSize == 16 * Processors.possibleCount)
            var value = [UInt8](repeating: 0, count: map.bufferedValueSize)
            for cpu in 0..<Processors.possibleCount { value[cpu * 16] = UInt8(cpu + 1) }
            try map.update(key: 1, value: value)
            #expect(try map.lookup(key: 1) == value)
            #expect(try map.lookup(key: 0) == [UInt8](repeating: 0, count: map.bufferedValueSize))
        }

        @Test func `fills and freezes a constant map`() throws {
            let spec = MapSpec(
                "c", .array, keySize: 4, valueSize: 8, maxEntries: 1, flags: .readOnlyProgram,
                frozenContents: [1, 2, 3])
            let map = try BPFMap(spec)
            #expect(try map.lookup(key: 0) == [1, 2, 3, 0, 0, 0, 0, 0])
            #expect(throws: KernelError.self) { try map.update(key: 0, value: [0, 0, 0, 0, 0, 0, 0, 0]) }
            var long = spec
            long.frozenContents = [UInt8](repeating: 0, count: 9)
            let error = #expect(throws: KernelError.self) { _ = try BPFMap(long) }
            #expect(error?.description == "cannot fill the constant map 'c': 9 bytes do not fit its value of 8 bytes")
        }

        @Test func `puts maps into a map of maps`() throws {
            let inner = InnerMap(type: .array, keySize: 4, valueSize: 8, maxEntries: 3)
            let outer = try BPFMap(
                MapSpec("o", .arrayOfMaps, keySize: 4, valueSize: 4, maxEntries: 2, inner: inner))
            let map = try BPFMap(inner.spec(named: "i"))
            try outer.setInnerMap(map, at: 1)
            #expect(try outer.lookup(key: 0) == nil)
            #expect(try outer.lookup(key: 1) != nil)
            #expect(try outer.clear(at: 1))
            #expect(try outer.lookup(key: 1) == nil)
            let other = try BPFMap(.counters("other", entries: 9))
            #expect(throws: KernelError.self) { try outer.setInnerMap(other, at: 0) }
        }

        @Test func `reads and writes the words of a map without system calls`() throws {
            let map = try BPFMap(
                MapSpec("m", .array, keySize: 4, valueSize: 16, maxEntries: 1, flags: .mmapable))
            let values = try MappedValues(map)
            #expect(values.byteCount == 16)
            values[word: 4] = 0xdead_beef
            values[double: 8] = 7
            #expect(try map.lookup(key: 0) == [0, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde, 7, 0, 0, 0, 0, 0, 0, 0])
            try map.update(key: 0, value: [9] + [UInt8](repeating: 0, count: 15))
            #expect(values[word: 0] == 9)
            #expect(values[double: 8] == 0)
            let plain = try BPFMap(.counters("plain"))
            #expect(throws: KernelError.self) { _ = try MappedValues(plain) }
        }
    }
}
