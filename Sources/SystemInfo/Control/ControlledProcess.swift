import CLaunch
import Glibc

/// A process under observation: started by us (`-c`) and held before its first instruction, or one that runs (`-p`).
public struct ControlledProcess: ~Copyable {
    public let id: Int
    /// Readable when the process has ended; -1 on kernels without pidfds.
    public let endDescriptor: CInt
    /// Whether we are its parent.
    public let isChild: Bool
    private var isHeld: Bool

    /// A target that cannot be had; the text is DTrace's sentence.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Starts a command and holds it at its entry point, when its libraries are mapped.
    ///
    /// - Parameter isHeldAtExec: Holds it at the very first instruction instead, which is the dynamic linker's.
    public init(starting arguments: [String], isHeldAtExec: Bool = false) throws(Failure) {
        guard let command = arguments.first else {
            throw Failure(description: "failed to execute: the command given to -c is empty")
        }
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        let child = CLaunch_start(pointers)
        guard child > 0 else {
            throw Failure(description: "failed to execute \(command): \(Self.sentence(-child))")
        }
        if !isHeldAtExec, let entry = Self.entryPoint(of: child), CLaunch_runToEntry(child, entry) != 0 {
            throw Failure(description: "failed to control pid \(child): it ended before its first instruction")
        }
        id = Int(child)
        isChild = true
        isHeld = true
        endDescriptor = pidfd_open(child, 0)
    }

    /// Finds a running process.
    public init(grabbing id: Int) throws(Failure) {
        guard let pid = pid_t(exactly: id), pid > 0 else {
            throw Failure(description: "invalid pid: \(id)")
        }
        let descriptor = pidfd_open(pid, 0)
        guard descriptor >= 0 else {
            let reason = errno == ESRCH || errno == EINVAL ? "no such process" : Self.sentence(errno)
            throw Failure(description: "failed to grab process \(id): \(reason)")
        }
        self.id = id
        endDescriptor = descriptor
        isChild = false
        isHeld = false
    }

    /// Lets a held process run.
    public mutating func resume() {
        guard isHeld else { return }
        isHeld = false
        _ = CLaunch_release(pid_t(id))
    }

    /// Lets a command that we started go on after SIGSTOP, or before it takes notice of the signal.
    public func resumeStopped() {
        if isChild { kill(pid_t(id), SIGCONT) }
    }

    /// Whether the process has ended.
    public var hasEnded: Bool {
        var request = pollfd(fd: endDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// How it ended, as DTrace puts it; of a process that others started that is not known. Nil while it runs.
    public var ending: String? {
        guard hasEnded else { return nil }
        var information = siginfo_t()
        guard isChild, waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
            return "pid \(id) has exited"
        }
        let status = information._sifields._sigchld.si_status
        switch information.si_code {
        case CInt(CLD_EXITED): return status == 0 ? "pid \(id) has exited" : "pid \(id) exited with status \(status)"
        default: return "pid \(id) terminated by \(Self.name(ofSignal: status))"
        }
    }

    private static func name(ofSignal number: CInt) -> String {
        CLaunch_signalName(number).map { "SIG" + String(cString: $0) } ?? "signal \(number)"
    }

    /// A command that we started does not outlive us (DTrace guide, chapter dtrace(1M) Utility, `-c`).
    deinit {
        if isChild {
            if !hasEnded { kill(pid_t(id), SIGKILL) }
            while waitpid(pid_t(id), nil, 0) < 0 && errno == EINTR {}
        }
        if endDescriptor >= 0 { close(endDescriptor) }
    }

    /// The entry point of the program after exec, from the auxiliary vector the kernel gave it.
    private static func entryPoint(of child: pid_t) -> UInt? {
        let file = open("/proc/\(child)/auxv", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var words = [UInt](repeating: 0, count: 128)
        let length = words.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        guard length > 0 else { return nil }
        let entryTag: UInt = 9  // AT_ENTRY
        for pair in stride(from: 0, to: length / MemoryLayout<UInt>.size - 1, by: 2) where words[pair] == entryTag {
            return words[pair + 1]
        }
        return nil
    }

    private static func sentence(_ code: CInt) -> String { String(cString: strerror(code)) }
}
