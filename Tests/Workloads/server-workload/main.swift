// Serves texts by their paths on the loopback interface, one connection after another. Prints "port N" first.
// A request is a line: "put PATH TEXT" or "get PATH"; an answer is a line: "200 TEXT", "404" or "400".
import Glibc
import ServerProbes

actor Store {
    private var texts: [String: String] = [:]

    @inline(never) func put(_ text: String, at path: String) -> Answer {
        texts[path] = text
        return Answer(status: 200, text: text)
    }

    @inline(never) func get(_ path: String) -> Answer {
        guard let text = texts[path] else { return Answer(status: 404) }
        return Answer(status: 200, text: text)
    }
}

struct Answer {
    var status: Int32
    var text = ""

    var line: String { text.isEmpty ? "\(status)\n" : "\(status) \(text)\n" }
}

struct Server {
    let store = Store()
    private var served = 0

    mutating func answer(_ request: String) async -> Answer {
        let words = request.split(separator: " ", maxSplits: 2).map(String.init)
        let path = words.count > 1 ? words[1] : ""
        let text = words.count > 2 ? words[2] : ""
        served += 1
        server_request_start(served, path, text.utf8.count)
        let answer =
            switch (words.first, words.count) {
            case ("put", 3): await store.put(text, at: path)
            case ("get", 2): await store.get(path)
            default: Answer(status: 400)
            }
        server_request_done(served, answer.status)
        return answer
    }

    /// Answers until the client has gone.
    mutating func serve(_ connection: CInt) async {
        defer { close(connection) }
        guard let lines = fdopen(dup(connection), "r") else { return }
        defer { fclose(lines) }
        var buffer = [CChar](repeating: 0, count: 4096)
        while fgets(&buffer, CInt(buffer.count), lines) != nil {
            let line = String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init), as: UTF8.self)
            let answer = await answer(line).line
            _ = answer.withCString { write(connection, $0, answer.utf8.count) }
        }
    }
}

/// A listening socket of the loopback interface, and the port that the kernel chose.
func listen() -> (socket: CInt, port: UInt16)? {
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
        }
    }
    return isBound && listen(listener, 8) == 0 ? (listener, UInt16(bigEndian: address.sin_port)) : nil
}

/// Serves one client after another, as long as connections can be accepted.
func serve(_ listener: CInt) async {
    var server = Server()
    while case let connection = accept(listener, nil, nil), connection >= 0 { await server.serve(connection) }
}

guard let (listener, port) = listen() else { exit(1) }
print("port \(port)")
fflush(nil)
await serve(listener)
