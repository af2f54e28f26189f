import Glibc

/// Runs shell commands for `system()`.
public enum ShellCommand {
    /// Runs a command with `/bin/sh -c` and waits for it; its output goes where ours goes.
    public static func run(_ command: [UInt8]) {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The signals this process reads by descriptor would stay blocked in the child.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var text = command.map { CChar(bitPattern: $0) }
        text.append(0)
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(text), nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", nil, &attributes, &words, environ) == 0 else { return }
        while waitpid(child, nil, 0) < 0 && errno == EINTR {}
    }
}
