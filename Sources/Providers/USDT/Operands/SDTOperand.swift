import BPF

/// One argument of a statically defined probe as the assembler wrote it: its size and the place it is kept in.
///
/// The form is `N@place`: N is the size in bytes, negative for signed values, followed by `f` for floating-point ones;
/// the place is an operand in the assembler syntax of the machine (`<sys/sdt.h>`).
struct SDTOperand: Hashable {
    /// 1, 2, 4 or 8.
    var width: Width
    var isSigned: Bool
    var isFloat: Bool
    var place: Place

    enum Place: Hashable {
        case constant(Int64)
        /// The address of a variable or function plus a number of bytes.
        case symbolAddress(String, Int64)
        case register(MachineRegister)
        case memory(MemoryPlace)
    }

    /// The C type of the value.
    var type: String {
        switch (isFloat, width) {
        case (true, .double): "double"
        case (true, .word): "float"
        default: "\(isSigned ? "" : "u")int\(width.bytes * 8)_t"
        }
    }
}

/// A register or a part of one by its name in the assembler.
struct MachineRegister: Hashable {
    var name: String
    /// Where `struct pt_regs` keeps it, in bytes; nil for arm64's zero register.
    var offset: Int?
    var width: Width
}

/// A place in memory: `symbol + displacement + base + index * scale`.
struct MemoryPlace: Hashable {
    var symbol: String?
    var displacement: Int64 = 0
    /// nil for absolute addresses; symbols are always found relative to the probe's own address.
    var base: MachineRegister?
    var index: MachineRegister?
    /// 1, 2, 4 or 8.
    var scale = 1
    /// Whether a 32-bit index is extended by its sign.
    var isIndexSigned = false
}

/// Why an operand cannot be used; completes "arg0 is `...`, ".
struct OperandError: Error, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
