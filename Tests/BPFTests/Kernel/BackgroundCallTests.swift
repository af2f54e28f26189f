import Glibc
import Synchronization
import Testing

@testable import BPF

struct BackgroundCallTests {
    @Test func `runs on another thread and has ended after the wait`() {
        let caller = pthread_self()
        let thread = Atomic<UInt>(0)
        let call = BackgroundCall {
            usleep(1000)
            thread.store(pthread_self(), ordering: .relaxed)
        }
        call.wait()
        #expect(thread.load(ordering: .relaxed) != 0)
        #expect(thread.load(ordering: .relaxed) != caller)
        call.wait()
    }

    @Test func `has ended when it goes away`() {
        let count = Atomic<Int>(0)
        for _ in 0..<50 { _ = BackgroundCall { count.add(1, ordering: .relaxed) } }
        #expect(count.load(ordering: .relaxed) == 50)
    }
}
