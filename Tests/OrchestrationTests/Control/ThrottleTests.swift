import Foundation
import Orchestration
import Testing

@Suite struct `A throttle on paper` {
    private static let throttles: [Throttle] = [
        Throttle(
            .workflow("w"),
            to: Rate(5, per: .second),
            until: nil,
            by: "d",
            reason: "",
            at: .epoch
        ),
        Throttle(
            .step(workflow: "w x", step: "s"),
            to: Rate(1, per: .day),
            until: .epoch + .seconds(9),
            by: "dana",
            reason: "the provider's incident",
            at: .epoch + .seconds(3)
        ),
        Throttle(
            .route("r"),
            to: Rate(1_000_000, per: .hour),
            until: nil,
            by: "",
            reason: "",
            at: .epoch
        ),
    ]

    @Test(arguments: throttles) func `is read back as it was journaled`(throttle: Throttle) {
        #expect(Throttle(value: throttle.value) == throttle)
    }

    @Test(arguments: throttles) func `crosses the gateway as an order`(throttle: Throttle) throws {
        let action = Control.Action.throttle(throttle.subject, throttle.rate, until: throttle.until)
        let bytes = try JSONEncoder().encode(action)

        #expect(try JSONDecoder().decode(Control.Action.self, from: bytes) == action)
    }

    @Test(arguments: ["0/s", "-1/s", "1/y", "9999999/s", "", "1/s/s"])
    func `takes no rate that is none`(text: String) {
        let bytes = Data("[\"\(text)\"]".utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Rate].self, from: bytes) }
    }

    @Test func `ends at its moment, and not before`() throws {
        var book = ThrottleBook()
        let end = Instant.epoch + .seconds(5)
        let rate = Rate(1, per: .second)
        _ = try book.set(.route("r"), to: rate, until: end, by: "d", reason: "", at: .epoch)
        _ = try book.set(.route("s"), to: rate, until: nil, by: "d", reason: "", at: .epoch)

        #expect(book.expire(at: end - .milliseconds(1)).isEmpty)
        #expect(book.expire(at: end).map(\.subject) == [.route("r")])
        #expect(book.all.count == 1)
    }

    @Test func `is not ordered twice`() throws {
        var book = ThrottleBook()
        let rate = Rate(1, per: .second)
        _ = try book.set(.route("r"), to: rate, until: nil, by: "d", reason: "", at: .epoch)
        #expect(throws: ThrottleError.self) {
            _ = try book.set(.route("r"), to: rate, until: nil, by: "e", reason: "", at: .epoch)
        }
        #expect(throws: ThrottleError.notThrottled(.route("s"))) {
            _ = try book.set(.route("s"), to: nil, until: nil, by: "e", reason: "", at: .epoch)
        }
    }
}
