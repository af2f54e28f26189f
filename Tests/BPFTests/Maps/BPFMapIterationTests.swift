import BPF
import Testing

extension KernelSuite {
    @Suite struct BPFMapIterationTests {
        /// Every key with the sum of the parts of its value.
        private func contents(of map: borrowing BPFMap) throws -> [UInt32: UInt64] {
            var found: [UInt32: UInt64] = [:]
            let stride = map.valueStride
            try map.forEachEntry { key, value in
                let number = key.unsafeLoad(fromByteOffset: 0, as: UInt32.self)
                var sum: UInt64 = 0
                for offset in Swift.stride(from: 0, to: value.byteCount, by: stride) {
                    sum += value.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
                }
                #expect(found.updateValue(sum, forKey: number) == nil)
            }
            return found
        }

        private func fill(_ map: borrowing BPFMap, count: UInt32) throws -> [UInt32: UInt64] {
            var expected: [UInt32: UInt64] = [:]
            for number in 0..<count {
                var value = [UInt8](repeating: 0, count: map.bufferedValueSize)
                for offset in Swift.stride(from: 0, to: value.count, by: map.valueStride) {
                    value[offset] = UInt8(truncatingIfNeeded: number)
                }
                try map.update(key: number, value: value)
                expected[number] =
                    UInt64(UInt8(truncatingIfNeeded: number)) * UInt64(map.isPerCPU ? Processors.possibleCount : 1)
            }
            return expected
        }

        @Test(arguments: [MapType.hash, .perCPUHash, .array, .perCPUArray, .lruHash])
        func `visits every entry once`(type: MapType) throws {
            let map = try BPFMap(MapSpec("m", type, keySize: 4, valueSize: 8, maxEntries: 20_000))
            let count: UInt32 = type == .lruHash ? 100 : 20_000
            let expected = try fill(map, count: count)
            #expect(try contents(of: map) == expected)
        }

        @Test func `visits nothing in an empty hash and removes all of a full one`() throws {
            let map = try BPFMap(MapSpec("m", .hash, keySize: 4, valueSize: 8, maxEntries: 100))
            #expect(try contents(of: map).isEmpty)
            _ = try fill(map, count: 100)
            try map.removeAll()
            #expect(try contents(of: map).isEmpty)
        }

        @Test func `reads values larger than its buffer`() throws {
            let map = try BPFMap(MapSpec("m", .hash, keySize: 4, valueSize: 1 << 19, maxEntries: 8))
            let expected = try fill(map, count: 8)
            var keys: Set<UInt32> = []
            var sizes: Set<Int> = []
            try map.forEachEntry { key, value in
                keys.insert(key.unsafeLoad(fromByteOffset: 0, as: UInt32.self))
                sizes.insert(value.byteCount)
            }
            #expect(keys == Set(expected.keys))
            #expect(sizes == [1 << 19])
        }

        @Test func `falls back to one entry at a time`() throws {
            // Hashes whose values are maps have no batch lookup in older kernels, nor have stack traces in any.
            let map = try BPFMap(MapSpec("m", .stackTrace, keySize: 4, valueSize: 64, maxEntries: 16))
            var count = 0
            try map.forEachEntry { _, _ in count += 1 }
            #expect(count == 0)
        }
    }

    @Suite struct MapSetTests {
        @Test func `resolves names and refuses strangers and twins`() throws {
            var maps = try MapSet([.counters("a"), .counters("b")])
            let (count, hasA, stranger) = (maps.count, maps.contains("a"), maps.descriptor(of: "c"))
            #expect(count == 2)
            #expect(hasA)
            #expect(stranger == nil)
            let known = maps.descriptor(of: "b")
            let lent = try maps.withMap("b") { map throws(KernelError) in map.rawDescriptor }
            #expect(lent == known)
            let error = #expect(throws: KernelError.self) {
                try maps.withMap("c") { map throws(KernelError) in try map.word() }
            }
            #expect(error?.description == "cannot use the map 'c': no map of this name was created")
            do throws(KernelError) {
                try maps.create(.counters("a"))
                Issue.record("two maps of one name")
            } catch {
                #expect(error.description == "cannot add the map 'a': a map of this name is there already")
            }
        }
    }
}
