/// How much of something may be under way at once, and how often it may begin.
///
/// Limits hold across runs, so they belong to whoever hands out attempts and never to a decision.
package struct Limits: Hashable, Sendable {
    /// Attempts under way at once; nil for no limit.
    package var atOnce: Int?
    /// Attempts that may begin; nil for no limit.
    package var rate: Rate?
    /// Attempts under way at once for one and the same subject; nil for no limit.
    package var perSubject: Int?

    package init(atOnce: Int? = nil, rate: Rate? = nil, perSubject: Int? = nil) {
        self.atOnce = atOnce
        self.rate = rate
        self.perSubject = perSubject
    }

    /// Whether it limits nothing.
    package var isEmpty: Bool { atOnce == nil && rate == nil && perSubject == nil }
}

/// So many in a span of time, for example `10/s`: spread evenly, with as many at once after a pause.
package struct Rate: Hashable, Sendable {
    /// At least 1.
    package let count: Int
    package let span: Span

    package init(_ count: Int, per span: Span) {
        self.count = max(1, count)
        self.span = span
    }

    /// What a rate counts in.
    package enum Span: String, Hashable, Sendable, CaseIterable {
        case second = "s"
        case minute = "m"
        case hour = "h"
        case day = "d"

        /// Its length.
        package var duration: Duration {
            switch self {
            case .second: .seconds(1)
            case .minute: .seconds(60)
            case .hour: .seconds(3600)
            case .day: .seconds(86_400)
            }
        }
    }

    /// Reads `10/s`, `600/m`, `1000/h`, `5/d`: from 1 to 1,000,000 of them.
    package init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), (1...1_000_000).contains(count),
            parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
            let span = Span(rawValue: String(parts[1]))
        else { return nil }
        self.init(count, per: span)
    }

    /// As a project file writes it.
    package var text: String { "\(count)/\(span.rawValue)" }
}
