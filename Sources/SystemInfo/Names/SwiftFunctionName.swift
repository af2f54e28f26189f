/// A Swift function by its name in the source, from the text of a demangled symbol.
public struct SwiftFunctionName: Hashable, Sendable {
    /// With its module, types and argument labels: `Shop.Cart.add(_:price:)`, `Shop.Cart.total.getter`.
    public var name: String
    /// Whether it can be suspended.
    public var isAsync: Bool
    /// Whether this is a part of the function that runs when it is resumed.
    public var isResumption: Bool

    /// nil for what the compiler made by itself: metadata accessors, thunks, outlined code, closures.
    public init?(_ text: String) {
        var rest = text[...]
        isResumption = Self.removeResumption(&rest)
        if rest.hasPrefix("static ") { rest = rest.dropFirst(7) }
        if rest.hasPrefix("(extension in "), let end = rest.range(ofText: "):") { rest = rest[end...] }
        let plain = Self.withoutDiscriminators(rest)
        rest = plain[...]
        let property = rest.range(ofText: " : ").map { rest[..<rest.index($0, offsetBy: -3)] }
        let head = rest.prefix { $0 != "(" && $0 != "<" }
        if let property, property.count <= head.count {
            guard !property.contains(" ") else { return nil }
            name = String(property)
            isAsync = false
            return
        }
        guard !head.isEmpty, !head.contains(" "), head.contains(".") else { return nil }
        rest = rest.dropFirst(head.count)
        if rest.first == "<" { rest = rest.dropFirst(Self.length(of: rest)) }
        guard rest.first == "(" else { return nil }
        let count = Self.length(of: rest)
        let parameters = rest.dropFirst().prefix(max(0, count - 2))
        name = head + "(" + Self.labels(of: parameters).map { "\($0):" }.joined() + ")"
        isAsync = rest.dropFirst(count).hasPrefix(" async")
    }

    /// Removes `(2) suspend resume partial function for ` and its like.
    private static func removeResumption(_ text: inout Substring) -> Bool {
        guard text.first == "(", let end = text.range(ofText: " resume partial function for ") else { return false }
        text = text[end...]
        return true
    }

    /// Names that are private to a file are written `(helper in _8A5B...)`.
    private static func withoutDiscriminators(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let open = rest.firstIndex(of: "(") {
            let inner = rest[rest.index(after: open)...]
            guard let mark = inner.range(ofText: " in _"), let close = inner.firstIndex(of: ")"), mark < close,
                !inner[..<mark].dropLast(5).contains(where: { " (,".contains($0) })
            else {
                result += rest[...open]
                rest = inner
                continue
            }
            result += rest[..<open] + inner[..<mark].dropLast(5)
            rest = inner[inner.index(after: close)...]
        }
        return result + rest
    }

    /// The length of the bracketed part that the text begins with.
    private static func length(of text: Substring) -> Int {
        var depth = 0
        var count = 0
        var previous: Character = " "
        for character in text {
            count += 1
            switch character {
            case "(", "<", "[": depth += 1
            case ")", "]": depth -= 1
            case ">" where previous != "-": depth -= 1
            default: break
            }
            if depth == 0 { return count }
            previous = character
        }
        return count
    }

    /// The argument labels of a parameter list, `_` for those without.
    private static func labels(of parameters: Substring) -> [String] {
        guard !parameters.isEmpty else { return [] }
        var labels: [String] = []
        var depth = 0
        var label = ""
        var hasLabel = false
        var previous: Character = " "
        for character in parameters {
            switch character {
            case "(", "<", "[": depth += 1
            case ")", "]": depth -= 1
            case ">" where previous != "-": depth -= 1
            case "," where depth == 0:
                labels.append(hasLabel ? label : "_")
                (label, hasLabel) = ("", false)
                previous = character
                continue
            case ":" where depth == 0 && !hasLabel: hasLabel = true
            default: break
            }
            if !hasLabel && !(label.isEmpty && character == " ") { label.append(character) }
            previous = character
        }
        return labels + [hasLabel ? label : "_"]
    }
}

extension Substring {
    /// The index behind the first occurrence of a text.
    fileprivate func range(ofText text: String) -> Index? {
        var rest = self
        while !rest.isEmpty {
            if rest.hasPrefix(text) { return rest.index(rest.startIndex, offsetBy: text.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
