internal import Journal
package import Orchestration

/// Who is called and why: told in the live tail at once, and journaled at the next tick.
extension Engine {
    private static let newsKind = "routing"

    /// A line in the tail about who is called and why.
    func tellRouting(_ object: String, _ text: String, at now: Instant) {
        tell(EventLine(at: now, word: EventLine.routing, object: object, text: text))
    }

    /// A line for the live tail; what it says of routing is kept.
    package func tell(_ line: EventLine) {
        tail.append(line)
        guard line.word == EventLine.routing else { return }
        routingNews[line.object, default: RoutingNews()].add(line.text, at: line.at)
        untoldNews.insert(line.object)
    }

    /// Writes down what is new: once a tick, however often something changes.
    func keepRoutingNews() {
        for object in untoldNews.sorted() {
            outgoing.batch.records.append(
                .state(kind: Self.newsKind, id: object, value: routingNews[object]?.value.jsonBytes)
            )
        }
        untoldNews = []
    }

    func restoreRoutingNews() async throws {
        for (object, bytes) in try await journal.states(of: Self.newsKind) {
            guard let value = try? Value(json: bytes) else { continue }
            routingNews[object] = RoutingNews(value: value)
        }
    }

    /// What was told of routing between two moments.
    func routingLines(from: Instant, until: Instant) -> [EventLine] {
        routingNews.flatMap { object, news in
            news.lines.filter { from <= $0.at && $0.at <= until }.map {
                EventLine(at: $0.at, word: EventLine.routing, object: object, text: $0.text)
            }
        }
    }
}
