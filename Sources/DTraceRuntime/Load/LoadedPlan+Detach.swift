import BPF

extension LoadedPlan {
    /// Takes everything off, and leaves what comes off slowly to a process that ends when that is done.
    ///
    /// The session is over: stubs that still fire find the gate closed.
    func detach() {
        var all = Attachments()
        for stub in stubs { all.take(from: &stub.attachments.attachments) }
        all.detachInBackground()
    }
}
