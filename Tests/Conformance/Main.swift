import CPCProvider
import FBTProvider
import IOProvider
import IPProvider
import KprobeProvider
import LockstatProvider
import ProcProvider
import ProviderAPI
import ProviderTesting
import RawTracepointProvider
import SchedProvider
import SyscallProvider
import SysinfoProvider
import TCPProvider
import TracepointProvider
import UDPProvider
import VminfoProvider

/// Holds a provider to the rules of providers on the kernel where it runs, and prints a line for each finding.
///
/// The first argument is the provider, those that follow are the checks to make, all when there are none. It is for providers
/// of which what is there depends on the kernel: the same checks are made on several.
@main struct Main {
    static func main() throws {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        guard let conformance = conformance(of: name) else {
            throw ProviderError("the provider '\(name)' is not known")
        }
        let checks = try CommandLine.arguments.dropFirst(2).map { text throws(ProviderError) in
            guard let check = ConformanceCheck(rawValue: text) else {
                throw ProviderError("the check '\(text)' is not known")
            }
            return check
        }
        for finding in conformance.findings(checks.isEmpty ? Set(ConformanceCheck.allCases) : Set(checks)) {
            print(finding)
        }
    }

    private static func conformance(of name: String) -> ProviderConformance? {
        switch name {
        case "fbt": ProviderConformance(FBTProvider(), scope: reads, workload: workload(of: name))
        case "rawfbt":
            ProviderConformance(RawFBTProvider(), scope: reads.named(name), workload: workload(of: name))
        case "kprobe":
            ProviderConformance(KprobeProvider(), scope: reads.named(name), workload: workload(of: name))
        case "cpc": ProviderConformance(CPCProvider())
        case "syscall": ProviderConformance(SyscallProvider(), workload: exit("syscall::exit_group:entry", 7))
        default:
            libraries.first { $0.provider == name }.map {
                ProviderConformance($0, over: sources, workload: name == "proc" ? exit("proc:::exit", 1) : nil)
            }
        }
    }

    private static let libraries = [
        ProcProvider.library, SchedProvider.library, IOProvider.library, IPProvider.library, TCPProvider.library,
        UDPProvider.library, LockstatProvider.library, SysinfoProvider.library, VminfoProvider.library,
    ]

    private static var sources: [any Provider] {
        [SyscallProvider(), TracepointProvider(), RawTracepointProvider(), FBTProvider(), CPCProvider()]
    }

    /// Functions whose names begin alike, of the tens of thousands there are.
    private static let reads = ProbePattern(module: "vmlinux", function: "vfs_readl*")

    /// A program that reads a byte ten times.
    private static func workload(of provider: String) -> ProviderWorkload {
        let isRead = "pid == $target && arg2 == 1"
        return ProviderWorkload(
            command: ["syscall-workload", "10", "0", "0", "0"],
            expectations: [
                .init(
                    "\(provider):vmlinux:vfs_read:entry", firings: .init(repeating: [nil, nil, 1], count: 10),
                    where: isRead)
            ])
    }

    /// A program that ends with status 7, and what one argument of a probe is then.
    private static func exit(_ probe: String, _ argument: Int64) -> ProviderWorkload {
        ProviderWorkload(command: ["/bin/sh", "-c", "exit 7"], expectations: [.init(probe, firings: [[argument]])])
    }
}

extension ProbePattern {
    /// The pattern for one provider.
    fileprivate func named(_ provider: String) -> ProbePattern {
        var pattern = self
        pattern.provider = Glob(provider)
        return pattern
    }
}
