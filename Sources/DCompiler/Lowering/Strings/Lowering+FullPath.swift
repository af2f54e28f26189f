import BPF
import DLanguage
import ProviderAPI

// d_path(): the path of a file, from its name up to the root of the process.
extension ClauseLowering {
    /// The names that are followed upwards; what lies above is left out.
    private static let pathDepth = 64

    private struct PathWalk {
        /// `struct dentry *`, and `struct mount *` of the mount it lies in.
        let entry: ScratchCell
        let mount: ScratchCell
        /// The same of the process's root directory; its `struct vfsmount *`.
        let rootEntry: ScratchCell
        let rootMount: ScratchCell
        /// Where the path begins in the buffer.
        let start: ScratchCell
    }

    /// `d_path(struct path *)`.
    mutating func fullPath(_ path: TypedExpression) throws(CompileError) -> StringValue {
        let address = try lower(path)
        let mountStart = Int64(try offset(of: .mountPoint, for: .d_path))
        let mountOffset = try offset(of: .pathMount, for: .d_path)
        let entryOffset = try offset(of: .pathEntry, for: .d_path)
        // Names are copied to any place below the string size, so there is room for one more string.
        let buffer = scratch(2 * stringSize + 8)
        let mount = copy(kernelWord(advanced(address, by: mountOffset), bytes: 8))
        alu(.sub, mount, .constant(mountStart))
        let files = kernelWord(
            advanced(.register(callHelper(.getCurrentTask)), by: try offset(of: .taskFiles, for: .d_path)), bytes: 8)
        let root = advanced(files, by: try offset(of: .filesRoot, for: .d_path))
        let walk = PathWalk(
            entry: ScratchCell(&self, kernelWord(advanced(address, by: entryOffset), bytes: 8)),
            mount: ScratchCell(&self, .register(mount)),
            rootEntry: ScratchCell(&self, kernelWord(advanced(root, by: entryOffset), bytes: 8)),
            rootMount: ScratchCell(&self, kernelWord(advanced(root, by: mountOffset), bytes: 8)),
            start: ScratchCell(&self, .constant(Int64(stringSize - 1))))
        emit(.store(.byte, buffer.advanced(by: stringSize - 1), .immediate(0)))
        try climb(walk, buffer)
        let named = function.label()
        let start = copy(walk.start.load(&self))
        emit(.jump(.less, start, .immediate(Int32(stringSize - 1)), named))
        alu(.sub, start, .constant(1))
        let place = pointer(into: buffer, at: .register(start), below: stringSize)
        emit(.store(.byte, IRAddress(.register(place)), .immediate(Int32(UInt8(ascii: "/")))))
        function.bind(named)
        return slice(buffer, from: .register(start), count: .constant(Int64(stringSize)))
    }

    private mutating func climb(_ walk: PathWalk, _ buffer: IRAddress) throws(CompileError) {
        try loop(Self.pathDepth) { (me, _, exit) throws(CompileError) in
            let next = me.function.label()
            try me.stopAtRoot(walk, exit)
            try me.leaveMount(walk, next, exit)
            let parent = me.kernelWord(
                me.advanced(walk.entry.load(&me), by: try me.offset(of: .entryParent, for: .d_path)), bytes: 8)
            me.jump(.equal, parent, walk.entry.load(&me), .address, to: exit)
            try me.prependName(walk, buffer, exit)
            walk.entry.store(&me, parent)
            me.function.bind(next)
        }
    }

    private mutating func stopAtRoot(_ walk: PathWalk, _ exit: IRLabel) throws(CompileError) {
        let below = function.label()
        jump(.notEqual, walk.entry.load(&self), walk.rootEntry.load(&self), .address, to: below)
        let mount = advanced(walk.mount.load(&self), by: try offset(of: .mountPoint, for: .d_path))
        jump(.equal, mount, walk.rootMount.load(&self), .address, to: exit)
        function.bind(below)
    }

    /// At the root of a mount the path goes on where that is mounted.
    private mutating func leaveMount(_ walk: PathWalk, _ next: IRLabel, _ exit: IRLabel) throws(CompileError) {
        let inside = function.label()
        let rootOffset = try offset(of: .mountPoint, for: .d_path) + offset(of: .mountRoot, for: .d_path)
        let root = kernelWord(advanced(walk.mount.load(&self), by: rootOffset), bytes: 8)
        jump(.notEqual, root, walk.entry.load(&self), .address, to: inside)
        let parent = kernelWord(
            advanced(walk.mount.load(&self), by: try offset(of: .mountParent, for: .d_path)), bytes: 8)
        jump(.equal, parent, walk.mount.load(&self), .address, to: exit)
        let place = kernelWord(
            advanced(walk.mount.load(&self), by: try offset(of: .mountEntry, for: .d_path)), bytes: 8)
        walk.entry.store(&self, place)
        walk.mount.store(&self, parent)
        emit(.go(next))
        function.bind(inside)
    }

    /// Puts `/` and the entry's name before the path; leaves when there is no room.
    private mutating func prependName(_ walk: PathWalk, _ buffer: IRAddress, _ exit: IRLabel) throws(CompileError) {
        let name = advanced(walk.entry.load(&self), by: try offset(of: .entryName, for: .d_path))
        let length = copy(
            kernelWord(advanced(name, by: try offset(of: .nameLength, for: .d_path)), bytes: 4))
        let text = kernelWord(advanced(name, by: try offset(of: .nameText, for: .d_path)), bytes: 8)
        let start = copy(walk.start.load(&self))
        alu(.sub, start, .register(length))
        alu(.sub, start, .constant(1))
        emit(.jump(.signedLess, start, .immediate(0), exit))
        let slash = pointer(into: buffer, at: .register(start), below: stringSize)
        emit(.store(.byte, IRAddress(.register(slash)), .immediate(Int32(UInt8(ascii: "/")))))
        walk.start.store(&self, .register(start))
        let source = register(text)
        let target = pointer(into: buffer.advanced(by: 1), at: .register(start), below: stringSize)
        let size = bounded(.register(length), to: stringSize)
        let result = callHelper(.probeReadKernel, [.register(target), .register(size), .register(source)])
        check(.register(result), .equal, .constant(0), else: .badAddress, value: text)
    }
}
