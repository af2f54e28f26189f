import DLanguage

extension SessionError {
    /// A finding about a program in DTrace's words, with the source line it is about.
    init(_ diagnostic: Diagnostic, _ sources: [DSource], showsTag: Bool) {
        self.init(diagnostic.sentence(sources, showsTag: showsTag))
        excerpt = diagnostic.excerpt(sources)
    }
}

extension Diagnostic {
    /// The diagnostic as DTrace words it for the kind of source it is in.
    ///
    /// - Parameter showsTag: Whether the tag goes before it, as `-xerrtags` asks.
    fileprivate func sentence(_ sources: [DSource], showsTag: Bool) -> String {
        guard sources.indices.contains(source) else { return message }
        let origin = sources[source]
        let tag = showsTag ? "[\(tag)] " : ""
        let filePlace = file.map { "\"\($0)\", line \(line): " }
        let place = filePlace ?? "line \(line): "
        return origin.form == .script
            ? "failed to compile script \(origin.name): \(tag)\(place)\(message)"
            : "invalid probe specifier \(origin.name): \(tag)\(filePlace ?? region.map { "in \($0): " } ?? "")\(message)"
    }

    /// The place, the source line and a caret under what the finding is about, for people at a terminal; nil for
    /// libraries, whose text is not the user's.
    fileprivate func excerpt(_ sources: [DSource]) -> String? {
        guard sources.indices.contains(source), file == nil, site != .none else { return nil }
        let text = sources[source].text
        guard !text.isEmpty, site.lowerBound <= text.count else { return nil }
        let newline = UInt8(ascii: "\n")
        let start = text[..<site.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = text[start...].firstIndex(of: newline) ?? text.count
        let place = sources[source].form == .script ? "\(sources[source].name):\(line)" : "line \(line)"
        // Tabs stay tabs, so that the caret stands where the terminal puts what is above it.
        let indent = text[start..<min(site.lowerBound, end)].map { $0 == UInt8(ascii: "\t") ? $0 : UInt8(ascii: " ") }
        let length = max(1, min(site.upperBound, end) - site.lowerBound)
        let marks = "^" + String(repeating: "~", count: length - 1)
        let shown = String(decoding: text[start..<end], as: UTF8.self)
        return "\(place):\n\(shown)\n\(String(decoding: indent, as: UTF8.self))\(marks)"
    }
}
