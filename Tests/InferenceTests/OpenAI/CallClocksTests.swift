import Inference
import Orchestration
import Testing

@Suite struct `The clocks of a call` {
    private let limits = {
        var limits = ModelCard.Clocks()
        limits.firstToken = .seconds(10)
        limits.betweenTokens = .seconds(5)
        limits.total = .seconds(30)
        return limits
    }()

    @Test func `wait for the first token first`() {
        let clocks = CallClocks(limits, delivery: .streamed)
        #expect(clocks.due.clock == .firstToken)
        #expect(clocks.verdict(at: .milliseconds(9_999)) == nil)
        #expect(clocks.verdict(at: .seconds(10))?.message.contains("first token clock") == true)
    }

    @Test func `then watch the gap, which begins anew with each token`() {
        var clocks = CallClocks(limits, delivery: .streamed)
        clocks.tokenCame(at: .seconds(9))
        clocks.tokenCame(at: .seconds(12))
        #expect(clocks.firstToken == .seconds(9))
        #expect(clocks.due.moment == .seconds(17))
        #expect(clocks.verdict(at: .seconds(17))?.message.contains("between tokens clock") == true)
    }

    @Test func `never wait beyond the total`() {
        var clocks = CallClocks(limits, delivery: .streamed)
        for second in stride(from: 4, through: 28, by: 4) { clocks.tokenCame(at: .seconds(second)) }
        #expect(clocks.due.clock == .total)
        #expect(clocks.verdict(at: .seconds(30))?.kind == .timeout)
    }

    @Test func `know only the total for an answer in one piece`() {
        let clocks = CallClocks(limits, delivery: .whole)
        #expect(clocks.verdict(at: .seconds(29)) == nil)
        #expect(clocks.verdict(at: .seconds(30)) != nil)
    }

    @Test func `are looked at no later than any clock can run out, whatever tokens come`() {
        // Every pair of "the watch looked at `now`, then a token came at `token`".
        for now in 0...9 {
            for token in now...(now + 12) {
                var clocks = CallClocks(limits, delivery: .streamed)
                let look = clocks.look(after: .seconds(now))
                guard .seconds(token) < look else { continue }
                clocks.tokenCame(at: .seconds(token))
                #expect(look <= clocks.due.moment, "looked at \(now), token at \(token)")
            }
        }
    }
}
