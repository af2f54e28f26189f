import BPF
import DCompiler
import ProviderAPI

/// All programs of one carrier, composed but not loaded.
struct ComposedCarrier {
    let carrier: Carrier
    /// In the order of `CarrierPlan.stubs`.
    var stubs: [ComposedProgram] = []
    /// The programs stubs tail-call, with their slots.
    var called: [(slot: Int, program: ComposedProgram)] = []

    init(_ plan: CarrierPlan, composition: Composition) throws(ProviderError) {
        carrier = plan.carrier
        let composer = StubComposer(
            composition: composition, carrier: plan.carrier, slots: plan.slots, composer: plan.composer)
        for (index, stub) in plan.stubs.enumerated() {
            stubs.append(try composer.stub(stub, name: "stub_\(index)"))
        }
        for (clause, slot) in plan.slots.clauses {
            called.append((slot, composer.clauseProgram(clause, forError: false)))
        }
        for (clause, slot) in plan.slots.errorClauses {
            called.append((slot, composer.clauseProgram(clause, forError: true)))
        }
        for bundle in plan.bundles {
            called.append((bundle.slot, composer.bundle(bundle.clauses, name: "bundle_\(bundle.slot)")))
        }
        called.sort { $0.slot < $1.slot }
    }
}

extension ComposedProgram {
    /// The hash of a clause's image as it lies in this program: labels and map names count, places do not.
    func imageHash(_ region: (range: Range<Int>, clause: Int)) -> UInt64 {
        var image = Code()
        var labels: [Label: Label] = [:]
        for instruction in spec.code.instructions[region.range] {
            image.emit(instruction.relabelled(&labels) { image.label() })
        }
        return image.contentHash
    }
}

extension Instruction {
    /// The same instruction with each label replaced by one minted at its first sight.
    fileprivate func relabelled(_ labels: inout [Label: Label], mint: () -> Label) -> Instruction {
        func new(_ label: Label, _ labels: inout [Label: Label]) -> Label {
            if let known = labels[label] { return known }
            let minted = mint()
            labels[label] = minted
            return minted
        }
        return switch self {
        case .jump(let condition, let width, let register, let operand, let label):
            .jump(condition, width, register, operand, new(label, &labels))
        case .go(let label): .go(new(label, &labels))
        case .callLocal(let label): .callLocal(new(label, &labels))
        case .loadFunction(let register, let label): .loadFunction(register, new(label, &labels))
        case .bind(let label): .bind(new(label, &labels))
        default: self
        }
    }
}
