import Glibc

/// A file descriptor that is closed when its owner goes away.
struct FileDescriptor: ~Copyable, Sendable {
    let rawValue: Int32

    init(_ rawValue: Int32) { self.rawValue = rawValue }

    deinit { close(rawValue) }

    /// Another descriptor of the same open file.
    func duplicate(_ attempt: @autoclosure () -> String) throws(KernelError) -> FileDescriptor {
        let copy = fcntl(rawValue, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw KernelError(attempt(), .last) }
        return FileDescriptor(copy)
    }

    /// Gives up the descriptor without closing it.
    consuming func release() -> Int32 {
        let descriptor = rawValue
        discard self
        return descriptor
    }
}

/// Many descriptors with one owner; arrays cannot hold values that are not copyable.
struct DescriptorList: ~Copyable, Sendable {
    private(set) var descriptors: [Int32] = []

    init() {}

    deinit { for descriptor in descriptors { Glibc.close(descriptor) } }

    mutating func append(_ descriptor: consuming FileDescriptor) { descriptors.append(descriptor.release()) }

    var count: Int { descriptors.count }

    /// Moves all of another list behind its own.
    mutating func take(from other: inout DescriptorList) {
        descriptors += other.descriptors
        other.descriptors = []
    }

    /// Closes all but the first `count`, the last opened first.
    mutating func close(downTo count: Int = 0) {
        while descriptors.count > count, let descriptor = descriptors.popLast() { Glibc.close(descriptor) }
    }
}
