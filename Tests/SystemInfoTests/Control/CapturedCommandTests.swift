import SystemInfo
import Testing

struct CapturedCommandTests {
    @Test func `captures more than a pipe holds`() throws {
        let command = try CapturedCommand(running: ["head", "-c", "300000", "/dev/zero"])
        #expect(command.output.count == 300_000)
        #expect(command.status == 0)
    }

    @Test func `gives input of any size`() throws {
        let input = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try CapturedCommand(running: ["cat"], input: input).output == input)
        #expect(try CapturedCommand(running: ["cat"]).output == [])
    }

    @Test func `exit statuses and signals`() throws {
        #expect(try CapturedCommand(running: ["sh", "-c", "exit 3"]).status == 3)
        #expect(try CapturedCommand(running: ["sh", "-c", "kill -9 $$"]).status == 137)
    }

    @Test func `a program that does not exist`() {
        let failure = #expect(throws: CapturedCommand.Failure.self) {
            _ = try CapturedCommand(running: ["no-such-program"])
        }
        #expect(failure?.description == "cannot run no-such-program: No such file or directory")
    }
}
