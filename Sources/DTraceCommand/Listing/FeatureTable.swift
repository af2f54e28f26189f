public import BPF

/// The second table of `dtrace-prov providers -v`: what the kernel can do of what providers and the runtime ask for.
public enum FeatureTable {
    /// The lines of the table, header first.
    public static func text(of features: any KernelFeatureSource) -> String {
        let rows = KernelFeature.allCases.map { feature in
            switch features.state(of: feature) {
            case .present: AnswerTable.Row(feature.rawValue, "yes")
            case .absent(let reason): AnswerTable.Row(feature.rawValue, "no", reason)
            }
        }
        return AnswerTable(header: AnswerTable.Row("FEATURE", "PRESENT", "WHY NOT"), rows: rows).text
    }
}
