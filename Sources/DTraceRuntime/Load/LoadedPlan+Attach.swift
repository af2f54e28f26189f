import BPF
import DCompiler
import ProviderAPI

extension LoadedPlan {
    /// Attaches every stub; nothing stays attached when one place is refused.
    func attach(_ plan: Plan, table: ProbeTable) throws(SessionError) {
        for stub in stubs where stub.plan.waitsForStart {
            do {
                try stub.attachments.attachments.attach(stub.program, to: stub.plan.attachRequests)
            } catch {
                let probe = stub.plan.sites.indices.contains(error.index) ? stub.plan.sites[error.index].probeID : 0
                let name = table.contains(probe) ? table[probe].description.description : "a probe"
                quieten()
                throw SessionError("failed to enable '\(name)': \(error)")
            }
        }
    }

    /// Fires BEGIN or END.
    func fire(_ plan: StubPlan?) throws(SessionError) {
        guard let plan, let stub = stubs.first(where: { !$0.plan.waitsForStart && $0.plan.sites == plan.sites }) else {
            return
        }
        do {
            _ = try stub.program.testRun()
        } catch {
            throw SessionError("could not enable tracing: \(error)")
        }
    }

    /// Stops sampling events before the slow detaching.
    func quieten() {
        for stub in stubs { stub.attachments.attachments.disable() }
    }
}
