import CLibbpf

/// Trials of ways to attach. Each asks for a place that does not exist: a kernel that knows the way says so, one that
/// does not refuses the request as such, and nothing is attached either way.
extension FeatureTrial {
    /// No file, function or tracepoint has this name.
    private static let nowhere = "/no/such/place"

    static func kprobe() -> FeatureState {
        perfEvent(EventSource.kprobe, .kprobe(symbol: "no_such_function", offset: 0, isReturn: false), "kprobes")
    }

    static func uprobe() -> FeatureState {
        let point = AttachPoint.uprobe(path: nowhere, offset: 0, isReturn: false, processID: nil, semaphore: 0)
        return perfEvent(EventSource.uprobe, point, "uprobes")
    }

    private static func perfEvent(_ source: EventSource?, _ point: AttachPoint, _ what: String) -> FeatureState {
        guard source != nil else { return .absent(reason: "this kernel was built without \(what)") }
        do throws(KernelError) { _ = try point.openEvent() } catch {
            // Not found is what a working kernel says; an unknown symbol is EINVAL on some.
            if error.isPermission { return .absent(reason: error.reason) }
        }
        return trying { _ = try LoadedProgram(idle(.kprobe), maps: MapSet()) }
    }

    static func uprobeMulti() -> FeatureState {
        let point = AttachPoint.uprobe(path: nowhere, offset: 0, isReturn: false, processID: nil, semaphore: 0)
        return attaching(
            idle(.kprobe, .traceUprobeMulti), point, known: [.missing], "this kernel attaches uprobes one by one only")
    }

    static func kprobeMulti() -> FeatureState {
        let point = AttachPoint.kprobe(symbol: "no_such_function", offset: 0, isReturn: false)
        return attaching(
            idle(.kprobe, .traceKprobeMulti), point, known: [.missing, .noProcess],
            "this kernel attaches kprobes one by one at most")
    }

    static func rawTracepointCookie() -> FeatureState {
        attaching(
            idle(.rawTracepoint), .rawTracepoint(name: "no_such_event"), known: [.missing],
            "this kernel has no cookies on raw tracepoints")
    }

    /// Tries to attach with a cookie to a place that does not exist; `known` are the answers of a kernel that knows how.
    private static func attaching(
        _ spec: ProgramSpec, _ point: AttachPoint, known: [ErrorNumber], _ absence: String
    ) -> FeatureState {
        var state = FeatureState.present
        let loading = trying {
            let program = try LoadedProgram(spec, maps: MapSet())
            var attachments = Attachments()
            do throws(AttachError) {
                try attachments.attach(program, to: [AttachRequest(point, cookie: 1)])
            } catch {
                guard let code = error.cause.code, known.contains(code) else {
                    state = .absent(reason: error.cause.isPermission ? error.cause.reason : absence)
                    return
                }
            }
        }
        return loading.isPresent ? state : loading
    }

    /// A descriptor that is no perf event is refused as such by kernels that have links on perf events.
    static func perfEventCookie() -> FeatureState {
        var state = FeatureState.present
        let loading = trying {
            let program = try LoadedProgram(idle(.perfEvent), maps: MapSet())
            let request = AttachRequest(.testRun, cookie: 1)
            do throws(KernelError) {
                _ = try Link.perfEvent(program, event: program.rawDescriptor, request)
            } catch  where error.code != .badDescriptor {
                state = .absent(reason: "this kernel has no links, and so no cookies, on perf events")
            } catch {}
        }
        return loading.isPresent ? state : loading
    }

    /// The kernel's own test function, which nothing calls by itself, is really attached to.
    static func fentry() -> FeatureState {
        trying {
            let id = try KernelBTF.running.functionID(named: "bpf_fentry_test1", module: "")
            let program = try LoadedProgram(idle(.tracing, .traceFentry, btfID: id), maps: MapSet())
            var attachments = Attachments()
            try attachments.attach(
                program, to: [AttachRequest(.tracing(btfID: id, module: "", isExit: false), cookie: 1)])
        }
    }

    /// Opens a breakpoint on writes to an address that no program uses, and does not switch it on.
    static func breakpointEvents() -> FeatureState {
        let event = PerfEventAttachPoint(
            type: PERF_TYPE_BREAKPOINT.rawValue, config: 0, breakpointType: 2, config1: 0x1000, config2: 4,
            sampling: .period(1), cpus: .one)
        return trying { _ = try event.open(cpu: Int32(clamping: Processors.online.first ?? 0)) }
    }
}
