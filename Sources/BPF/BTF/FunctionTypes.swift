import CLibbpf

/// The type information (BTF) a program with functions of its own needs.
///
/// The verifier allows a tail call inside a function only when type information says that the function returns `int`.
/// So this describes the program and its functions in the smallest way: `static int name(void)`.
struct FunctionTypes {
    private let types: [UInt32]
    private let strings: [UInt8]
    /// Pairs of slot and type id for each function, `struct bpf_func_info`.
    let records: [UInt32]

    /// Bytes of one entry of `records`.
    static let recordSize = 8

    /// Type ids count from 1 in the order of the blob.
    private enum TypeID {
        static let integer: UInt32 = 1
        static let prototype: UInt32 = 2
        static let program: UInt32 = 3
        static let function: UInt32 = 4
    }

    private enum Kind {
        static let integer: UInt32 = 1 << 24
        static let function: UInt32 = 12 << 24
        static let prototype: UInt32 = 13 << 24
    }

    init(program name: String, functionSlots: [Int]) {
        let strings = Array("\0int\0function\0\(Self.identifier(name))\0".utf8)
        let types: [UInt32] = [
            1, Kind.integer, 4, 1 << 24 | 32,  // int: 4 bytes, signed, 32 bits
            0, Kind.prototype, TypeID.integer,
            14, Kind.function, TypeID.prototype,
            5, Kind.function, TypeID.prototype,
        ]
        self.types = types
        self.strings = strings
        records = functionSlots.flatMap { slot in
            [UInt32(clamping: slot), slot == 0 ? TypeID.program : TypeID.function]
        }
    }

    /// A name the kernel takes in type information: a C identifier.
    private static func identifier(_ name: String) -> String {
        let bytes = ObjectName(name).bytes.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }
        return "_" + String(decoding: bytes, as: UTF8.self)
    }

    /// Gives the types to the kernel; the program keeps them once it is loaded.
    func load() throws(ErrorNumber) -> FileDescriptor { try KernelBTF.load(types: types, strings: strings) }
}

extension KernelBTF {
    /// Gives type information to the kernel: the words of its types, numbered from 1 in their order, and its strings.
    static func load(types: [UInt32], strings: [UInt8]) throws(ErrorNumber) -> FileDescriptor {
        let typeLength = UInt32(types.count * 4)
        let headerLength: UInt32 = 24
        let header: [UInt32] = [0x0001_eb9f, headerLength, 0, typeLength, typeLength, UInt32(strings.count)]
        let blob = (header + types).flatMap { hostBytes(of: $0) } + strings
        var attributes = bpf_attr()
        var result: Result<Int32, ErrorNumber> = .failure(.invalid)
        blob.withUnsafeBytes { blob in
            attributes.btf = UInt64(UInt(bitPattern: blob.baseAddress))
            attributes.btf_size = UInt32(blob.count)
            result = KernelCall.result(of: BPF_BTF_LOAD, &attributes)
        }
        return FileDescriptor(try result.get())
    }
}
