import Foundation
import TestSupport

/// A virtual machine with a stock Debian kernel, which has what the kernel at hand may lack: kprobes, fentry, all of kallsyms.
///
/// It is emulated, so it needs no rights on the host. One boot takes about ten seconds; give it several steps.
struct Guest {
    /// How the kernel may be interrupted inside itself: `preempt=` on its command line.
    enum Preemption: String { case none, voluntary, full }

    var preemption = Preemption.none
    /// What else the kernel's command line says.
    var kernelOptions = ""
    /// Programs that are copied to /bin, linked without shared libraries.
    var programs: [URL] = []
    /// Files that are copied as they are, by their absolute path in the guest.
    var files: [String: Data] = [:]
    /// The longest the whole machine may take, in seconds.
    var timeout: TimeInterval = 600

    /// A guest with dtrace-prov and the named workloads.
    static func withPrograms(_ names: [String] = [], preemption: Preemption = .none) throws -> Guest {
        let programs = try (["dtrace-prov"] + names).map(Repository.staticProgram)
        return Guest(preemption: preemption, programs: programs)
    }

    /// Boots, runs the shell scripts one after another, and gives what each wrote and its exit status.
    func run(_ steps: [GuestStep]) throws -> [String: CommandResult] {
        let kernel = try GuestKernel.path()
        let scratch = try TemporaryFolder()
        let image = scratch.url.appending(path: "initramfs")
        try archive(steps).write(to: image)
        let machine: CommandResult
        do {
            machine = try runCommand("qemu-system-x86_64", arguments(kernel, image), timeout: timeout)
        } catch {
            throw SupportError("the guest failed: \(onOneLine("\(error)"))")
        }
        guard machine.status != 127 else {
            throw SupportError("qemu-system-x86_64 cannot be run: install qemu-system-x86 (`make deps`)")
        }
        let results = GuestConsole.results(in: machine.output)
        for step in steps where results[step.name] == nil {
            throw SupportError(
                "the guest did not finish step \(step.name); qemu: \(machine.errors.suffix(500)) "
                    + "console: \(onOneLine(machine.output.suffix(4000)))")
        }
        return results
    }

    /// Boots, runs one script, and gives what it wrote and its exit status.
    func run(_ script: String) throws -> CommandResult {
        let results = try run([GuestStep("script", script)])
        return results["script"] ?? CommandResult(output: "", errors: "", status: -1)
    }

    /// What is shown of a failed test is often its first line alone, and the kernel's complaint stands at the end of a console.
    private func onOneLine(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " | ")
    }

    private func arguments(_ kernel: URL, _ image: URL) -> [String] {
        // One thread emulates both processors. With a thread for each, one may go on with its old translation of code that
        // the other has changed: the kernel then waits for ever at a breakpoint that is gone, or calls address 0, as soon
        // as a function that one processor calls without pause is probed by the other, whatever tracer does it.
        [
            "-accel", "tcg,thread=single", "-cpu", "max", "-m", "2G", "-smp", "2", "-nographic", "-no-reboot",
            "-nodefaults", "-serial", "stdio", "-kernel", kernel.path, "-initrd", image.path, "-append",
            "console=ttyS0 panic=-1 oops=panic quiet preempt=\(preemption.rawValue) \(kernelOptions)",
        ]
    }

    private func archive(_ steps: [GuestStep]) throws -> Data {
        var archive = CpioArchive()
        for folder in ["bin", "dev", "proc", "sys", "tmp", "steps", "etc"] { archive.addFolder(folder) }
        archive.addFile("init", Data(GuestConsole.initScript.utf8), mode: 0o755)
        try archive.addFile("bin/busybox", GuestKernel.busybox(), mode: 0o755)
        for program in programs {
            try archive.addFile("bin/\(program.lastPathComponent)", Data(contentsOf: program), mode: 0o755)
        }
        for (path, contents) in files.sorted(by: { $0.key < $1.key }) {
            archive.addFile(String(path.drop { $0 == "/" }), contents, mode: 0o644)
        }
        for (index, step) in steps.enumerated() {
            let order = String(format: "%03d", index)
            archive.addFile("steps/\(order)-\(step.name)", Data(step.script.utf8), mode: 0o644)
        }
        return archive.finished()
    }
}

/// A shell script to run in a guest.
struct GuestStep {
    /// Letters, digits and dashes.
    var name: String
    var script: String

    init(_ name: String, _ script: String) {
        self.name = name
        self.script = script
    }
}
