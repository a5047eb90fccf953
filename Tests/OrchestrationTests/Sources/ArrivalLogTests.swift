import Orchestration
import Testing

@Suite struct `What a source brought` {
    /// A source that is looked at every second, with so many events in each.
    private struct Feed {
        var log = ArrivalLog()
        var lines: [ArrivalLog.Line] = []
        var now = Instant(milliseconds: 1_800_000_000_000 / 3_600_000 * 3_600_000)
        var accepted = 0
        var newest: Instant?

        mutating func bring(_ perSecond: Int, for seconds: Int) {
            for _ in 0..<seconds {
                now = now + .seconds(1)
                if perSecond > 0 {
                    accepted += perSecond
                    newest = now
                }
                lines += log.look(
                    accepted: accepted,
                    newest: newest,
                    silence: .seconds(120),
                    at: now
                )
            }
        }

        var words: [String] { lines.map(\.words) }
    }

    @Test func `is a line an hour where it comes all the time`() {
        var feed = Feed()
        feed.bring(2, for: 3 * 3600 + 5)
        #expect(feed.words.count == 4)
        #expect(feed.words[0] == "the first that ever came")
        #expect(feed.words[2].hasPrefix("7200 events in the hour from "))
        // No event is told twice, and none is forgotten.
        let told = feed.lines.reduce(feed.log.running.map(count) ?? 0) { $0 + count($1) }
        #expect(told == feed.accepted)
    }

    private func count(_ line: ArrivalLog.Line) -> Int {
        switch line.what {
        case .hour(_, let count), .batch(let count, _): count
        case .first, .again: 0
        }
    }

    @Test(arguments: [(119, 1), (120, 1), (121, 2), (500, 2)])
    func `says when it comes again, once the silence was long enough`(gap: Int, lines: Int) {
        var feed = Feed()
        feed.bring(1, for: 1)
        feed.bring(0, for: gap - 1)
        feed.bring(1, for: 5)
        #expect(feed.lines.count == lines)
        if lines == 2 { #expect(feed.lines[1].what == .again(after: .seconds(Int64(gap)))) }
    }

    @Test func `is a batch where many come between two silences, and is not counted again`() {
        var feed = Feed()
        feed.bring(1, for: 1)
        feed.bring(0, for: 700)
        feed.bring(50, for: 20)
        feed.bring(0, for: 100)
        #expect(feed.lines.map(\.what).contains(.batch(count: 1000, took: .seconds(19))))
        feed.bring(0, for: 3600)
        let told = feed.lines.map(count).reduce(0, +)
        #expect(told == feed.accepted)
    }

    @Test func `is no batch where it goes on`() {
        var feed = Feed()
        feed.bring(1, for: 1800)
        feed.bring(0, for: 100)
        #expect(!feed.words.contains { $0.contains("batch") })
    }

    @Test func `goes on over a restart as if there had been none`() throws {
        var feed = Feed()
        feed.bring(3, for: 2000)
        var after = feed
        after.log = ArrivalLog(
            value: try Value(json: feed.log.value.jsonBytes),
            last: feed.newest
        )
        // A new engine counts from nothing.
        after.accepted = 0
        after.bring(0, for: 1)
        feed.bring(0, for: 1)
        after.bring(3, for: 4000)
        feed.bring(3, for: 4000)
        #expect(after.words == feed.words)
        #expect(after.log.lines == feed.log.lines)
    }

    @Test(arguments: [
        #"{"hour":9223372036854775807,"count":-5,"lines":[{"at":1,"kind":"hour","a":1,"b":9223372036854775807}]}"#,
        #"{"hour":"x","count":1e300,"lines":{}}"#, "null", "[]",
    ]) func `reads hostile text without harm`(text: String) throws {
        var log = ArrivalLog(value: try Value(json: Array(text.utf8)), last: .epoch)
        #expect(log.lines.isEmpty)
        _ = log.look(accepted: 1, newest: .epoch, silence: .zero, at: .epoch + .seconds(9999))
    }

    @Test func `keeps the newest lines only`() {
        var log = ArrivalLog()
        for index in 1...1000 {
            let at = Instant.epoch + .seconds(Int64(index) * 4000)
            _ = log.look(accepted: index, newest: at, silence: .seconds(60), at: at)
        }
        #expect(log.lines.count == ArrivalLog.linesMax)
    }
}
