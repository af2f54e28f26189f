import DLanguage

/// The C header that `-h` makes from provider declarations: a macro for each probe, over <sys/sdt.h>.
///
/// `PROVIDER_PROBE(arguments)` fires the probe. `PROVIDER_PROBE_ENABLED()` tells whether anybody traces it, when
/// <sys/sdt.h> was not included before without semaphores; otherwise it is 1.
enum ProviderHeader {
    /// The header's text; `name` is its file name.
    static func text(_ providers: [SyntaxProvider], name: String) -> String {
        let guardName = "_" + macro(String(name.split(separator: "/").last ?? ""))
        var text = """
            /*
             * Macros for statically defined probes, generated from provider declarations: change those, not this.
             *
             * PROVIDER_PROBE(arguments) fires a probe; PROVIDER_PROBE_ENABLED() is 0 when nobody traces it, so that
             * arguments that cost something need not be computed.
             */
            #ifndef \(guardName)
            #define \(guardName)

            #ifndef _SYS_SDT_H
            #define _SDT_HAS_SEMAPHORES 1
            #endif
            #include <sys/sdt.h>

            """
        for provider in providers {
            for probe in provider.probes { text += define(probe, of: provider.name) }
        }
        return text + "\n#endif\n"
    }

    private static func define(_ probe: SyntaxProbe, of provider: String) -> String {
        let name = probe.name.replacing("-", with: "__")
        let call = "\(macro(provider))_\(macro(name.replacing("__", with: "_")))"
        let arguments = probe.arguments.indices.map { "arg\($0)" }
        let passed = ([provider, name] + arguments).joined(separator: ", ")
        let count = arguments.isEmpty ? "" : "\(arguments.count)"
        return """

            #define \(call)(\(arguments.joined(separator: ", "))) DTRACE_PROBE\(count)(\(passed))
            #ifdef _SDT_HAS_SEMAPHORES
            __extension__ unsigned short \(provider)_\(name)_semaphore
                __attribute__((weak, unused, visibility("hidden"), section(".probes")));
            #define \(call)_ENABLED() __builtin_expect(*(volatile unsigned short *)&\(provider)_\(name)_semaphore, 0)
            #else
            #define \(call)_ENABLED() 1
            #endif

            """
    }

    /// Capitals, and underscores for what cannot be in a C name.
    private static func macro(_ name: String) -> String {
        String(name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}
