import DTraceCommand
import DTraceProvider
import KprobeProvider
import ProviderAPI

/// The program with a provider of function entries and exits that the kernel binds to one function each.
@main struct Main {
    static func main() {
        var registry = ProviderRegistry()
        registry.register(DTraceProvider())
        registry.register(KprobeProvider())
        registry.register(FentryProvider())
        Command(registry: registry).runAndExit(Array(CommandLine.arguments.dropFirst()))
    }
}
