/// Why a `Code` cannot be turned into bytes.
///
/// A program that comes out of the compiler never meets these: each is a mistake of the code that emits instructions,
/// or names something that was not provided at load time.
public enum AssemblyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A jump or local call goes to a label that no `bind` places.
    case undefinedLabel(instruction: Int)
    /// A label is bound at two places.
    case duplicateLabel(first: Int, second: Int)
    /// A jump spans more slots than the signed 16-bit field of the instruction can say.
    case jumpOutOfRange(instruction: Int, distance: Int)
    /// The loader was given no map of this name.
    case unknownMap(MapReference, instruction: Int)
    /// The kernel has no kernel function of this name.
    case unknownKernelFunction(KernelFunction, instruction: Int)
    /// The operands have no encoding, such as a byte swap of 8 bits.
    case invalidOperands(String, instruction: Int)

    /// The instruction, what is wrong with it, and what to do.
    public var description: String {
        switch self {
        case .undefinedLabel(let instruction):
            "instruction \(instruction) jumps to a label that is bound nowhere: bind it before encoding"
        case .duplicateLabel(let first, let second):
            "instructions \(first) and \(second) bind the same label: mint one label for each place"
        case .jumpOutOfRange(let instruction, let distance):
            "instruction \(instruction) jumps over \(distance) slots, and a jump reaches 32,767 at most: split the program"
        case .unknownMap(let map, let instruction):
            "instruction \(instruction) refers to the map '\(map.name)', which was not created for this program"
        case .unknownKernelFunction(let function, let instruction):
            "instruction \(instruction) calls the kernel function '\(function.name)', which this kernel does not offer"
        case .invalidOperands(let what, let instruction):
            "instruction \(instruction) cannot be encoded: \(what)"
        }
    }
}
