import PluginProtocol
import ProviderAPI
import Synchronization
import SystemInfo

/// The conversation with one plug-in: starts it for the first question, and after its first failure asks it nothing more.
final class PluginConversation: Sendable {
    let name: String
    let path: String
    let limits: PluginLimits
    private let state = Mutex(State())

    private struct State: ~Copyable {
        var process: ServiceProcess?
        var lastID = 0
        var failure: PluginFailure?
        /// Whether the failure was told of.
        var isReported = false
        /// The machine that the plug-in was told of, and what it answered.
        var system: PluginSystem?
        var description: PluginSelfDescription?

        /// Takes the process out, started when there is none; the caller gives it back or lets it end.
        ///
        /// What is started is the file that was checked: links were followed before.
        mutating func running(_ path: String) throws(ServiceFailure) -> ServiceProcess {
            if let running = process.take() { return running }
            let file: TrustedFile
            do throws(TrustedFile.Distrust) { file = try TrustedFile(path: path) } catch {
                throw .notStarted(error.description)
            }
            return try ServiceProcess(starting: file.path)
        }
    }

    init(name: String, path: String, limits: PluginLimits) {
        self.name = name
        self.path = path
        self.limits = limits
    }

    /// A failure as a sentence of its own.
    func sentence(_ failure: PluginFailure) -> String { "the plug-in \(name) (\(path)) \(failure.text)" }

    /// Whether what is wrong is to be told of: true until the failure that ended the conversation was.
    func isFirstReport() -> Bool {
        state.withLock { state in
            guard state.failure != nil else { return true }
            defer { state.isReported = true }
            return !state.isReported
        }
    }

    /// Whether the plug-in failed and is asked nothing more.
    var hasFailed: Bool { state.withLock { $0.failure != nil } }

    /// What the plug-in last said of itself.
    var lastDescription: PluginSelfDescription? { state.withLock { $0.description } }

    /// What the plug-in says of itself on a machine; it is asked once for each.
    func describe(_ system: HostSystem) throws(ProviderError) -> PluginSelfDescription {
        try exchange { state throws(PluginFailure) in try self.described(on: system, &state) }
    }

    /// Asks one question whose answer may take several lines, each of which `read` gets, until it returns false.
    func ask(
        _ request: PluginRequest, on system: HostSystem,
        _ read: (inout Members) throws(WireError) -> Bool
    ) throws(ProviderError) {
        try exchange { state throws(PluginFailure) in
            _ = try self.described(on: system, &state)
            try self.ask(request, &state, read)
        }
    }

    private func exchange<Result>(
        _ body: (inout State) throws(PluginFailure) -> Result
    ) throws(ProviderError) -> Result {
        var failure: PluginFailure?
        let result = state.withLock { state -> Result? in
            if let known = state.failure {
                failure = known
                return nil
            }
            do throws(PluginFailure) { return try body(&state) } catch {
                // An answer that says why there is none is an answer; everything else ends the conversation.
                if !error.isAnswer {
                    state.failure = error
                    state.process = nil
                }
                failure = error
                return nil
            }
        }
        if let result { return result }
        throw ProviderError(sentence(failure ?? PluginFailure("did not answer")))
    }

    private func described(
        on system: HostSystem, _ state: inout State
    ) throws(PluginFailure) -> PluginSelfDescription {
        let told = PluginSystem(system)
        if let known = state.description, state.system == told { return known }
        var answer: PluginSelfDescription?
        try ask(.describe(told), &state) { members throws(WireError) in
            answer = try PluginSelfDescription(&members)
            return false
        }
        guard let answer else { throw PluginFailure("did not describe itself") }
        state.system = told
        state.description = answer
        return answer
    }

    private func ask(
        _ request: PluginRequest, _ state: inout State, _ read: (inout Members) throws(WireError) -> Bool
    ) throws(PluginFailure) {
        let deadline = monotonicNanoseconds() + UInt64(max(0, limits.milliseconds)) * 1_000_000
        state.lastID += 1
        let message = request.message(id: state.lastID).line
        try serve(request, &state) { process throws(ServiceFailure) in try process.send(message, before: deadline) }
        var isWaiting = true
        while isWaiting {
            let line = try serve(request, &state) { [limits] process throws(ServiceFailure) in
                try process.receiveLine(limit: limits.lineBytes, before: deadline)
            }
            isWaiting = try take(line, of: request, id: state.lastID, read)
        }
    }

    /// Does something with the process, which is started when there is none.
    private func serve<Result>(
        _ request: PluginRequest, _ state: inout State,
        _ body: (inout ServiceProcess) throws(ServiceFailure) -> Result
    ) throws(PluginFailure) -> Result {
        do throws(ServiceFailure) {
            var process = try state.running(path)
            let result = try body(&process)
            state.process = consume process
            return result
        } catch {
            throw PluginFailure(error, during: request.name, limits: limits)
        }
    }

    /// Reads one line of an answer; whether more lines follow.
    private func take(
        _ line: [UInt8], of request: PluginRequest, id: Int, _ read: (inout Members) throws(WireError) -> Bool
    ) throws(PluginFailure) -> Bool {
        let json: JSON
        let reason: String
        do throws(JSONError) { json = try JSON(parsing: line) } catch { throw PluginFailure(error, in: request.name) }
        do throws(WireError) {
            var members = try Members(json, at: "")
            guard members.optional("id") == JSON(id) else {
                throw members.error("id", "is not \(id), the number of the request")
            }
            guard let refusal = members.optional("error") else { return try read(&members) }
            guard case .string(let text) = refusal else { throw members.error("error", "is not a string") }
            reason = text
        } catch {
            throw PluginFailure(error, in: request.name)
        }
        throw PluginFailure(refusing: request.name, because: reason)
    }
}
