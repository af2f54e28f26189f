import Foundation
import TestSupport

/// How results leave the guest: base64 between marked lines on the serial console, so that nothing is rewritten on the way.
enum GuestConsole {
    static let initScript = """
        #!/bin/busybox sh
        /bin/busybox mount -t devtmpfs dev /dev
        /bin/busybox --install -s /bin
        export PATH=/bin HOME=/tmp
        mount -t proc proc /proc
        mount -t sysfs sys /sys
        mount -t tracefs tracefs /sys/kernel/tracing
        mount -t debugfs debugfs /sys/kernel/debug
        mount -t bpf bpf /sys/fs/bpf
        dmesg -n 1
        ip link set lo up
        cd /tmp
        for step in /steps/*; do
            sh "$step" >/tmp/.output 2>/tmp/.errors </dev/null
            status=$?
            name=${step#/steps/???-}
            echo
            echo "@@step $name $status"
            echo "@@output"
            base64 /tmp/.output
            echo "@@errors"
            base64 /tmp/.errors
            echo "@@end"
        done
        reboot -f
        """

    /// The steps that ran to their end, by name.
    static func results(in console: String) -> [String: CommandResult] {
        var results: [String: CommandResult] = [:]
        var name: String?
        var status: Int32 = 0
        var streams = ["output": "", "errors": ""]
        var stream = "output"
        for line in console.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            switch words.first {
            case "@@step" where words.count == 3:
                name = String(words[1])
                status = Int32(words[2]) ?? -1
                streams = ["output": "", "errors": ""]
            case "@@output": stream = "output"
            case "@@errors": stream = "errors"
            case "@@end":
                if let name {
                    results[name] = CommandResult(
                        output: decode(streams["output"]), errors: decode(streams["errors"]), status: status)
                }
                name = nil
            default:
                if name != nil { streams[stream]? += line }
            }
        }
        return results
    }

    private static func decode(_ text: String?) -> String {
        let data = Data(base64Encoded: text ?? "", options: .ignoreUnknownCharacters) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}
