/// What changed about who is called on one route, or whether one model is, in lines: the newest are
/// kept over restarts, for the timeline of an incident.
package struct RoutingNews: Hashable, Sendable {
    /// One line of it.
    package struct Line: Hashable, Sendable {
        package let at: Instant
        package let text: String
    }

    /// The newest, oldest first.
    package private(set) var lines: [Line] = []

    static let linesMax = 100

    package init() {}

    /// Takes in a line.
    package mutating func add(_ text: String, at now: Instant) {
        lines.append(Line(at: now, text: text))
        if lines.count > Self.linesMax { lines.removeFirst(lines.count - Self.linesMax) }
    }

    /// As it is journaled.
    package var value: Value {
        .list(lines.map { ["at": Value(milliseconds: $0.at), "text": .string($0.text)] })
    }

    /// Read back; what is no line is left out.
    package init(value: Value) {
        lines = (value.elements ?? []).suffix(Self.linesMax).compactMap { line in
            guard let at = line["at"]?.moment, let text = line["text"]?.text else { return nil }
            return Line(at: at, text: text)
        }
    }
}
