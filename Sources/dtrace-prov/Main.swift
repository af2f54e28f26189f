import DTraceCommand

@main struct Main {
    static func main() {
        do {
            let invocation = try Invocation(arguments: Array(CommandLine.arguments.dropFirst()))
            if invocation.mode == .version { print("dtrace: 0.1") }
        } catch {
            print("dtrace: \(error)")
        }
    }
}
