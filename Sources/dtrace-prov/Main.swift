import CPCProvider
import DTraceCommand
import DTraceProvider
import FBTProvider
import IOProvider
import IPProvider
import KprobeProvider
import LockstatProvider
import PerfEventProvider
import PidProvider
import PluginProvider
import ProcProvider
import ProviderAPI
import RawTracepointProvider
import SchedProvider
import SwiftProvider
import SyscallProvider
import SysinfoProvider
import TCPProvider
import TracepointProvider
import UDPProvider
import USDTProvider
import UprobeProvider
import VminfoProvider

@main struct Main {
    static func main() {
        let words = CommandLine.arguments
        Command(registry: registry, plugins: PluginFolder.providers, name: words.first ?? "dtrace-prov")
            .runAndExit(Array(words.dropFirst()))
    }

    /// Every provider, one line each; listings keep this order.
    private static var registry: ProviderRegistry {
        var registry = ProviderRegistry()
        registry.register(DTraceProvider())
        registry.register(ProfileProvider())
        registry.register(SyscallProvider())
        registry.register(TracepointProvider())
        registry.register(TracepointProvider.sdt)
        registry.register(RawTracepointProvider())
        registry.register(FBTProvider())
        registry.register(RawFBTProvider())
        registry.register(KprobeProvider())
        registry.register(PerfProvider())
        registry.register(CPCProvider())
        registry.register(USDTProvider())
        registry.register(UprobeProvider())
        registry.register(PidProvider())
        registry.register(SwiftProvider())
        registry.register(ProcProvider.library)
        registry.register(SchedProvider.library)
        registry.register(IOProvider.library)
        registry.register(IPProvider.library)
        registry.register(TCPProvider.library)
        registry.register(UDPProvider.library)
        registry.register(LockstatProvider.library)
        registry.register(SysinfoProvider.library)
        registry.register(VminfoProvider.library)
        return registry
    }
}
