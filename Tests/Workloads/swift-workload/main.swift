// Calls functions of a Swift program. N rounds for each line "N" on standard input, or at once for an argument N.
// Prints "ready" first and "called N" after each round.
import Glibc

struct Cart {
    private(set) var items: [Int] = []

    @inline(never) mutating func add(_ item: Int, price: Double) -> Int {
        items.append(item)
        return items.count
    }

    @inline(never) static func empty() -> Cart { Cart() }

    var total: Int { @inline(never) get { items.reduce(0) { $0 + $1 } } }
}

final class Shop: Sendable {
    @inline(never) func serve(customer: Int) async throws -> Int {
        await Task.yield()
        return try await pay(customer) + 1
    }

    @inline(never) private func pay(_ amount: Int) async throws -> Int {
        await Task.yield()
        return amount
    }
}

@inline(never) private func hidden(_ value: Int) -> Int { value + 1 }

func call(_ rounds: Int) async throws {
    let shop = Shop()
    var sum = 0
    for round in 0..<rounds {
        var cart = Cart.empty()
        sum += cart.add(round, price: 1)
        sum += cart.add(hidden(round), price: 2)
        sum += cart.total
        sum += try await shop.serve(customer: round)
    }
    print("called \(rounds)")
    fflush(nil)
}

print("ready")
fflush(nil)
if let rounds = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) {
    try await call(rounds)
} else {
    while let line = readLine() { try await call(Int(line) ?? 0) }
}
