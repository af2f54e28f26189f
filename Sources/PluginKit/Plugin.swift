public import BPF
public import ProviderAPI
import SystemInfo

/// Turns a provider into a plug-in: an executable that answers the host's questions.
///
/// This is the whole main.swift of a plug-in:
/// ```swift
/// import PluginKit
///
/// Plugin.serve(FaultProvider())
/// ```
/// The executable's file must have the provider's name, and lie in a folder that is given with `--provider-path` or in
/// the system's. docs/plug-in-protocol.md has the conversation.
public enum Plugin {
    /// Answers requests on standard input with lines on standard output until the host closes it.
    ///
    /// The provider sees the machine as the host does, with the features of the kernel that runs.
    public static func serve(
        _ provider: some Provider, features: any KernelFeatureSource = KernelFeatures.running
    ) {
        OutputFile.ignoreBrokenPipes()
        var server = PluginServer(provider, features: features)
        var input = LineInput()
        let output = OutputFile.standardOutput
        while let line = input.next() {
            for answer in server.answers(to: line) {
                do { try output.write(answer + [UInt8(ascii: "\n")]) } catch { return }
            }
        }
    }
}
