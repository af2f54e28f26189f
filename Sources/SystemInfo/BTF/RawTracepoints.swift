extension HostSystem {
    /// What the kernel says of a raw tracepoint's arguments, with the type information that the types are numbers of.
    ///
    /// `module` is empty for the kernel itself. Nil when the kernel has no such tracepoint or no type information.
    public func rawTracepoint(_ name: String, module: String) -> (types: BTF, parameters: [BTFPrototype.Parameter])? {
        guard let types = try? module.isEmpty ? kernelTypes() : moduleTypes(module),
            let alias = types.find("btf_trace_" + name, kind: .alias),
            case .pointer(let target)? = types.stripped(alias),
            case .prototype(let prototype)? = types.type(target)
        else { return nil }
        // The first parameter is the registrant's own. Only the function that calls the registrants names the others.
        var parameters = Array(prototype.parameters.dropFirst())
        let caller = types.prototype(ofFunction: "__traceiter_" + name)?.parameters.dropFirst() ?? []
        if caller.map(\.type) == parameters.map(\.type) { parameters = Array(caller) }
        return (types, parameters)
    }

    /// The names of the kernel's own raw tracepoints, those without a trace event included.
    ///
    /// The kernel describes each by a typedef `btf_trace_<name>`; no other name begins like this.
    public var rawTracepoints: Set<String> {
        cache.rawTracepoints { Set((try? BTFStrings.names(in: kernelTypesPath, prefix: "btf_trace_")) ?? []) }
    }

    /// The loaded module that has a raw tracepoint; nil when none has.
    public func module(ofRawTracepoint name: String) -> String? {
        let folder = sysfs + "/kernel/btf"
        let modules = ((try? SystemFile.names(inFolder: folder)) ?? []).filter { $0 != "vmlinux" }
        return modules.first { module in
            (try? moduleTypes(module))?.find("btf_trace_" + name, kind: .alias) != nil
        }
    }
}
