import CLibbpf

/// A program the kernel has verified and compiled; it goes away with its owner once nothing is attached to it.
public struct LoadedProgram: ~Copyable, Sendable {
    /// The name asked for; the kernel shows 15 bytes of it.
    public let name: String
    /// Its program type.
    public let type: ProgramType
    /// Decides how the program is attached: one by one, or many places in one call.
    public let expectedAttachType: AttachType
    let descriptor: FileDescriptor

    /// Encodes the code against the maps and loads it.
    ///
    /// The kernel writes no log unless it rejects the program; then it is asked again with one. Needs CAP_BPF and
    /// CAP_PERFMON.
    public init(
        _ spec: ProgramSpec, maps: borrowing MapSet, kernelFunctions: KernelBTF = .running
    ) throws(LoadError) {
        _ = ResourceLimits.raisedLockedMemory
        let encoded: EncodedCode
        do throws(AssemblyError) {
            encoded = try encode(
                spec.code, maps: { maps.descriptor(of: $0) },
                kernelFunctions: { kernelFunctions.functionID(named: $0.name).flatMap { Int32(exactly: $0) } })
        } catch {
            throw .assembly(program: spec.name, error)
        }
        if spec.attachModule.isEmpty {
            descriptor = try ProgramLoader(spec: spec, encoded: encoded).load()
        } else {
            let types: FileDescriptor
            do throws(KernelError) { types = try ModuleTypes.descriptor(ofModule: spec.attachModule) } catch {
                throw .refused(error)
            }
            descriptor = try ProgramLoader(spec: spec, encoded: encoded, moduleTypes: types.rawValue).load()
        }
        name = spec.name
        type = spec.type
        expectedAttachType = spec.expectedAttachType
    }

    /// The descriptor as a number; valid as long as the program has its owner.
    public var rawDescriptor: Int32 { descriptor.rawValue }
}

/// Why a program could not be loaded.
public enum LoadError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The code names something that is not there, or cannot be encoded.
    case assembly(program: String, AssemblyError)
    /// The kernel's verifier found the program unsafe.
    case rejected(VerifierRejection)
    /// The kernel refused before verifying.
    case refused(KernelError)

    /// What was to be loaded and what is wrong with it.
    public var description: String {
        switch self {
        case .assembly(let program, let error): "cannot load the program '\(program)': \(error)"
        case .rejected(let rejection): rejection.description
        case .refused(let error): error.description
        }
    }
}
