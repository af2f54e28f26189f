import BPF
import SystemInfo

extension Session {
    /// Loads what was prepared into the kernel and takes it out again, with nothing attached.
    ///
    /// - Returns: The sizes of the stubs in 8-byte slots, when the verifier takes all programs.
    public func verify() throws(SessionError) -> [Int] {
        guard let prepared else { throw SessionError("could not enable tracing: nothing was prepared") }
        _ = try LoadedPlan(
            prepared.plan, composed: prepared.composed, program: prepared.compiled, table: table, limits: mapLimits)
        return prepared.composed.flatMap(\.stubs).map(\.spec.code.slotCount)
    }
}
