import CLibbpf

/// The type information (BTF) a map of storage needs: its key is an `int`, its value an array of them.
enum StorageTypes {
    static let key: UInt32 = 1
    static let value: UInt32 = 2

    private static let integer: UInt32 = 1 << 24
    private static let array: UInt32 = 3 << 24

    /// Gives the types of values of so many bytes, a multiple of 4, to the kernel; the map keeps them once it is made.
    static func load(valueSize: Int) throws(ErrorNumber) -> FileDescriptor {
        let strings = Array("\0int\0".utf8)
        let types: [UInt32] = [
            1, integer, 4, 1 << 24 | 32,  // int: 4 bytes, signed, 32 bits
            0, array, 0, key, key, UInt32(clamping: valueSize / 4),
        ]
        return try KernelBTF.load(types: types, strings: strings)
    }
}
