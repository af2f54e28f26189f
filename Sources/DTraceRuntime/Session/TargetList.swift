import SystemInfo

/// The processes a session observes.
final class TargetList {
    private final class Box {
        var process: ControlledProcess
        var endIsTold = false
        init(_ process: consuming ControlledProcess) { self.process = process }
    }

    private var boxes: [Box] = []

    /// - Parameter holdsAtExec: Whether commands wait before their libraries are loaded, and not at their entry points.
    init(commands: [[String]], processes: [Int], holdsAtExec: Bool) throws(SessionError) {
        do {
            for id in processes { boxes.append(Box(try ControlledProcess(grabbing: id))) }
            for command in commands {
                boxes.append(Box(try ControlledProcess(starting: command, isHeldAtExec: holdsAtExec)))
            }
        } catch {
            throw SessionError(error.description)
        }
    }

    /// In the order `-p`, then `-c`.
    var ids: [Int] { boxes.map { $0.process.id } }

    /// The processes of `-c`.
    var commands: [Int] { boxes.filter { $0.process.isChild }.map { $0.process.id } }

    /// Lets commands go on that were stopped.
    func resumeStopped(_ ids: [Int]) {
        for box in boxes where ids.contains(box.process.id) { box.process.resumeStopped() }
    }

    /// Of the processes that have not ended: each becomes readable when its process ends.
    var endDescriptors: [Int32] { boxes.filter { !$0.process.hasEnded }.map { $0.process.endDescriptor } }

    /// Lets the started ones run.
    func resume() {
        for box in boxes { box.process.resume() }
    }

    /// A sentence for each that has ended since the last time.
    func endings() -> [String] {
        boxes.compactMap { box in
            guard !box.endIsTold, let ending = box.process.ending else { return nil }
            box.endIsTold = true
            return ending
        }
    }

    /// Whether there are targets and all of them have ended.
    var haveEnded: Bool { !boxes.isEmpty && boxes.allSatisfy { $0.process.hasEnded } }
}
