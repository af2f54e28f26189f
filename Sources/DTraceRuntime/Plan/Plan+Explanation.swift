import BPF
import DCompiler
import ProviderAPI

extension Plan {
    /// The plan as text: probes, layouts, stubs, carriers and images with their instruction counts and hashes.
    func explanation(of program: CompiledProgram, table: ProbeTable, programs: [ComposedCarrier]) -> String {
        var text = ""
        for clause in program.clauses {
            let hash = hexadecimal(clause.image.contentHash)
            text +=
                "clause \(clause.id) (line \(clause.line)): image of \(clause.image.slotCount) instructions, hash \(hash)\n"
            text += "  probes: \(clause.probes.count)\n"
            let arguments = clause.demand.arguments.sorted().map { "arg\($0)" }
            let needs = arguments + (clause.demand.registers ? ["registers"] : [])
            text += "  needs of the native context: \(needs.isEmpty ? "nothing" : needs.joined(separator: " "))\n"
        }
        for (plan, composed) in zip(carriers, programs) {
            text += "carrier \(plan.carrier): \(plan.composition)\n"
            for (stub, loaded) in zip(plan.stubs, composed.stubs) {
                text += describe(stub, instructions: loaded.spec.code.slotCount, table: table)
                for region in loaded.regions { text += "    \(loaded.explanation(of: region))\n" }
            }
            for loaded in composed.called {
                text += "  \(loaded.program.spec.name): \(loaded.program.spec.code.slotCount) instructions"
                for region in loaded.program.regions { text += ", \(loaded.program.explanation(of: region))" }
                text += "\n"
            }
        }
        let maps = Set(program.maps.map(\.reference)).count
        text += "programs: \(programCount), maps of the script: \(maps)\n"
        return text
    }

    private func describe(_ stub: StubPlan, instructions: Int, table: ProbeTable) -> String {
        let identity =
            switch stub.identity {
            case .constant: "constant"
            case .cookie: "cookie"
            case .dispatch: "dispatch"
            case .process: "process"
            }
        let calls = stub.bodies.map { $0.calls.explanation + ($0.isLinked ? " linked" : "") }.joined(separator: " or ")
        var text =
            "  stub of \(instructions) instructions, probe id by \(identity), \(calls), sites: \(stub.sites.count)\n"
        for site in stub.sites.prefix(8) { text += "    \(table[site.probeID].description)\n" }
        if stub.sites.count > 8 { text += "    and \(stub.sites.count - 8) more\n" }
        return text
    }
}

extension ComposedProgram {
    fileprivate func explanation(of region: (range: Range<Int>, clause: Int)) -> String {
        "image of clause \(region.clause) hash \(hexadecimal(imageHash(region)))"
    }
}

extension CarrierPlan {
    /// How its stubs reach their clauses.
    fileprivate var composition: String {
        let linked = stubs.flatMap(\.bodies).map { composer == .linked || $0.isLinked }
        return linked.allSatisfy { $0 } ? "linked" : linked.contains(true) ? "linked and tail calls" : "tail calls"
    }
}

extension StubPlan.Calls {
    fileprivate var explanation: String {
        switch self {
        case .clauses(let clauses): "clauses \(clauses.map(String.init).joined(separator: " "))"
        case .bundles(let bundles): "\(bundles.count) bundles"
        }
    }
}

/// A 64-bit number as 16 hexadecimal digits.
private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
