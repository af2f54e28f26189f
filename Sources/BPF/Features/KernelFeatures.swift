import Synchronization

/// What the running kernel can do, found by trying; each question is tried once and its answer kept.
///
/// No trial has an effect that outlasts it: things are asked for with arguments that a kernel which knows them refuses
/// for a better reason than one which does not, or are made and dropped.
public final class KernelFeatures: KernelFeatureSource {
    /// The answers for this process.
    public static let running = KernelFeatures()

    private let answers = Mutex<[KernelFeature: FeatureState]>([:])

    /// Nothing tried yet.
    public init() {}

    /// Tries the feature on the first question; later ones cost a look-up.
    public func state(of feature: KernelFeature) -> FeatureState {
        // The lock is held during the trial, so that no two threads try the same thing.
        for needed in feature.prerequisites where !has(needed) {
            return .absent(reason: "this kernel lacks what came before it (\(needed.rawValue))")
        }
        return answers.withLock { answers in
            if let known = answers[feature] { return known }
            let answer = FeatureTrial.run(feature)
            answers[feature] = answer
            return answer
        }
    }
}

/// Runs the trial of one feature.
enum FeatureTrial {
    static func run(_ feature: KernelFeature) -> FeatureState {
        switch feature {
        case .kprobe: kprobe()
        case .kprobeMulti: kprobeMulti()
        case .uprobe: uprobe()
        case .uprobeMulti: uprobeMulti()
        case .rawTracepointCookie: rawTracepointCookie()
        case .perfEventCookie: perfEventCookie()
        case .fentry: fentry()
        case .preemptDisable: preemptDisable()
        case .tailCallInSubprogram: tailCallInSubprogram()
        case .ringBuffer: ringBuffer()
        case .boundedLoop: boundedLoop()
        case .loopHelper: loopHelper()
        case .taskStorage: taskStorage()
        case .returnOverride: returnOverride()
        case .readOnlyCast: readOnlyCast()
        case .breakpointEvents: breakpointEvents()
        case .recursionMisses: recursionMisses()
        }
    }

    /// Present when `body` succeeds, else absent with the reason it throws.
    static func trying(_ body: () throws -> Void) -> FeatureState {
        do {
            try body()
            return .present
        } catch let error as KernelError {
            return .absent(reason: error.reason)
        } catch let error as LoadError {
            return .absent(reason: error.featureReason)
        } catch let error as AttachError {
            return .absent(reason: error.cause.reason)
        } catch {
            return .absent(reason: "the trial failed: \(error)")
        }
    }

    /// A program that does nothing.
    static func idle(_ type: ProgramType, _ attachType: AttachType = .none, btfID: UInt32 = 0) -> ProgramSpec {
        var code = Code()
        code += [.mov(.r0, 0), .exit]
        return ProgramSpec(
            name: "feature_trial", type: type, expectedAttachType: attachType, attachBTFID: btfID, code: code)
    }
}

extension LoadError {
    fileprivate var featureReason: String {
        switch self {
        case .assembly(_, let error): error.description
        case .rejected(let rejection): "the kernel's verifier says: \(rejection.complaint)"
        case .refused(let error): error.reason
        }
    }
}
