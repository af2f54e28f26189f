import DLanguage
import Testing

@testable import DTraceCommand

@Suite struct `Headers of providers` {
    @Test func `have a macro for each probe`() throws {
        let text = "provider web { probe start(int, char *); probe read__done(); };"
        let program = try parse(DSource(name: "web.d", text: Array(text.utf8), form: .script))
        let providers = program.items.compactMap { if case .provider(let provider) = $0 { provider } else { nil } }
        let header = ProviderHeader.text(providers, name: "web.h")
        #expect(header.contains("#ifndef _WEB_H\n#define _WEB_H\n"))
        #expect(header.contains("#define WEB_START(arg0, arg1) DTRACE_PROBE2(web, start, arg0, arg1)\n"))
        #expect(header.contains("#define WEB_READ_DONE() DTRACE_PROBE(web, read__done)\n"))
        #expect(header.contains("#define WEB_READ_DONE_ENABLED() 1\n"))
        #expect(header.contains("unsigned short web_start_semaphore"))
    }

    @Test(arguments: [("probes.d", "probes.h"), ("/a/b/probes.d", "probes.h"), ("odd", nil)])
    func `are named after the script`(script: String, header: String?) {
        #expect(Command.name(of: script, ending: "h") == header)
    }
}
