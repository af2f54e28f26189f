/// What ends a clause early, with the number and the value that ERROR is told.
enum Fault: Error {
    case badAddress(Int64)
    case divideByZero
    case noScratch
    case badIndex(Int64)

    var report: (kind: Int, value: Int64) {
        switch self {
        case .badAddress(let address): (1, address)
        case .divideByZero: (4, 0)
        case .noScratch: (5, 0)
        case .badIndex(let index): (11, index)
        }
    }
}
