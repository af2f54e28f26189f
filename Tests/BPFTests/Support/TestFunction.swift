import Foundation
import Testing

@testable import BPF

/// A function of the C library that nothing else here calls, to be observed by uprobes: `lfind`'s sibling `ffsll`.
enum TestFunction {
    /// The file that holds the function and the place in it.
    static func find() throws -> (path: String, offset: UInt64) {
        let handle = try #require(dlopen(nil, RTLD_NOW))
        let address = UInt(bitPattern: dlsym(handle, "ffsll"))
        let text = try SmallFile.read("/proc/self/maps")
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard fields.count >= 6, bounds.count == 2, (bounds[0]..<bounds[1]).contains(address) else { continue }
            let start = try #require(UInt64(fields[2], radix: 16))
            return (String(fields[5]), UInt64(address - bounds[0]) + start)
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// Calls it through its address, so that the compiler cannot work the result out itself.
    static func call(_ times: Int = 1) {
        typealias Function = @convention(c) (Int) -> Int32
        guard let handle = dlopen(nil, RTLD_NOW) else { return }
        let function = unsafeBitCast(dlsym(handle, "ffsll"), to: Function.self)
        for _ in 0..<times { _ = function(8) }
    }
}
