import PluginProtocol
import ProviderAPI
import SystemInfo

/// What a plug-in did wrong, as the rest of a sentence that begins with its name.
struct PluginFailure: Error, Hashable {
    var text: String
    /// Whether the plug-in itself said why there is no answer; it can be asked other things.
    var isAnswer = false

    init(_ text: String) { self.text = text }

    init(refusing request: String, because reason: String) {
        text = "says: \(Self.cleaned(reason))"
        isAnswer = true
    }

    init(_ failure: ServiceFailure, during request: String, limits: PluginLimits) {
        switch failure {
        case .notStarted(let reason): text = "is not started: \(reason)"
        case .ended(let how, let words):
            text = "\(how) instead of answering `\(request)`" + (words.isEmpty ? "" : ": \(Self.cleaned(words))")
        case .silent:
            let seconds = Double(limits.milliseconds) / 1000
            let time = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
            text = "did not answer `\(request)` within \(time) second\(seconds == 1 ? "" : "s") and was stopped"
        case .tooLong(let limit): text = "answered `\(request)` with a line of more than \(limit) bytes and was stopped"
        }
    }

    init(_ error: JSONError, in request: String) {
        text = "answered `\(request)` with something that is not JSON: \(error)"
    }

    init(_ error: WireError, in request: String) {
        text = "gave an answer to `\(request)` in which \(Self.cleaned("\(error)"))"
    }

    /// Text of a plug-in for a message: in one line, without what would steer a terminal, not too long.
    static func cleaned(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(300).map { $0.properties.generalCategory == .control ? " " : $0 }
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        return String(line)
    }
}

/// How much time and space a plug-in gets.
public struct PluginLimits: Hashable, Sendable {
    /// For a whole answer, in milliseconds.
    public var milliseconds = 5000
    /// For a line of an answer, in bytes.
    public var lineBytes = 1 << 20
    /// For the answer to `probes`.
    public var probes = 65_536
    /// For the places of one probe.
    public var sites = 4096

    /// The limits that docs/plug-in-protocol.md states.
    public init() {}
}
