import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// Every argument has a type and a place of its own kind.
    func argumentFindings(_ sample: ProbeSample) -> [Finding] {
        sample.probes.flatMap { probe -> [Finding] in
            let name = probe.description
            let arguments: [ProbeArgument]
            do { arguments = try probe.arguments(on: system) } catch {
                return [Finding(.arguments, name, "it cannot tell its arguments: \(error)")]
            }
            return arguments.enumerated().compactMap { position, argument in
                if argument.type.trimmed.isEmpty {
                    return Finding(.arguments, name, "args[\(position)] has no type")
                }
                if !(0..<10).contains(argument.index) {
                    return Finding(
                        .arguments, name, "args[\(position)] is arg\(argument.index), and there are arg0 to arg9")
                }
                return nil
            }
        }
    }
}
