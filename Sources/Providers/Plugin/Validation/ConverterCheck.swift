import BPF
import PluginProtocol
import ProviderAPI

/// Holds the instructions of a plug-in to the rules of converters, so that they cannot harm the stub around them.
///
/// Memory safety is the verifier's business. These rules keep what the verifier does not know of: the registers that
/// must stay, the parts of the probe context that are not the converter's, and the way out, which is the end.
struct ConverterCheck {
    let place: String

    func check(_ code: Code) throws(WireError) {
        for (index, instruction) in code.instructions.enumerated() {
            if let problem = problem(of: instruction) {
                throw WireError(place, "has the instruction \(index), `\(instruction)`, which \(problem)")
            }
        }
    }

    private func problem(of instruction: Instruction) -> String? {
        if let written = instruction.destination, written == .r6 || written == .r7 || written == .fp {
            return "changes \(written), which has to stay"
        }
        if instruction.copies(.r7) { return "copies r7: the probe context is reached through r7 only" }
        switch instruction {
        case .store(let width, let address, _), .atomic(_, let width, let address, _):
            return problem(of: address, width)
        case .call(let helper): return Self.helpers.contains(helper) ? nil : "calls a helper that changes things"
        case .loadMap, .loadMapValue, .callKernel: return "refers to a map or a kernel function"
        case .callLocal: return "calls a function"
        case .exit: return "leaves the stub: a converter ends behind its last instruction"
        default: return nil
        }
    }

    /// A converter writes arguments, return value and `errno`, and 64 bytes of stack.
    private func problem(of address: Address, _ width: Width) -> String? {
        let range = Int(address.offset)..<Int(address.offset) + width.bytes
        switch address.base {
        case .r6: return "writes to the native context"
        case .fp: return range.lowerBound >= -64 ? nil : "writes to the stack below fp-64"
        case .r7:
            let isAllowed = Self.writable.contains {
                $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound
            }
            return isAllowed ? nil : "writes to a part of the probe context that is not a converter's"
        default: return nil
        }
    }

    private static let writable = [
        Int(ProbeContext.arguments)..<Int(ProbeContext.arguments) + 80,
        Int(ProbeContext.returnValue)..<Int(ProbeContext.returnValue) + 8,
        Int(ProbeContext.errno)..<Int(ProbeContext.errno) + 4,
    ]

    /// Helpers that only tell something.
    private static let helpers: Set<Helper> = [
        .ktimeGetNs, .ktimeGetBootNs, .ktimeGetCoarseNs, .getSmpProcessorId, .getCurrentPidTgid, .getCurrentUidGid,
        .getCurrentComm, .getCurrentTask, .getCurrentTaskBtf, .getNumaNodeId, .perfProgReadValue, .probeReadUser,
        .probeReadKernel, .probeReadUserStr, .probeReadKernelStr, .jiffies64, .getNsCurrentPidTgid, .getFuncIp,
        .getAttachCookie, .taskPtRegs, .strncmp, .getFuncArg, .getFuncRet,
    ]
}

extension Instruction {
    /// The register that the instruction writes.
    fileprivate var destination: Register? {
        switch self {
        case .alu(_, _, let register, _), .negate(_, let register), .byteSwap(_, _, let register),
            .load(_, let register, _), .loadImmediate64(let register, _), .loadMap(let register, _),
            .loadMapValue(let register, _, _):
            register
        case .atomic(let operation, _, _, let register):
            operation == .add || operation == .or || operation == .and || operation == .xor ? nil : register
        default: nil
        }
    }

    /// Whether the register's value goes elsewhere.
    fileprivate func copies(_ register: Register) -> Bool {
        switch self {
        case .alu(_, _, _, let operand), .store(_, _, let operand): operand == .register(register)
        case .atomic(_, _, _, let source): source == register
        default: false
        }
    }
}
