import BPF
import DLanguage

// `this` variables on the stack: a clause without others at its probes does without memory of the probe context then.
extension ClauseLowering {
    private static let mostOwnNumbers = 6

    /// Where the variable lies on the stack; nil when it belongs into the probe context.
    mutating func ownNumber(_ id: VariableID) -> IRAddress? {
        if let known = ownNumbers[id] { return known }
        guard isAlone, ownNumbers.count < Self.mostOwnNumbers,
            context.program.isOwnNumber(context.program.variables[id.index], layout)
        else { return nil }
        let place = function.frameBuffer(8)
        ownNumbers[id] = place
        return place
    }

    /// They are 0 before they are set.
    mutating func prependOwnNumbers() {
        let places = ownNumbers.values.sorted { $0.offset < $1.offset }
        function.prepend(places.map { .store(.double, $0, .immediate(0)) })
    }
}
