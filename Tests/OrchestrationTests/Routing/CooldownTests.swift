import Orchestration
import Testing

@Suite struct `A log of cooldowns` {
    private let start = Instant(milliseconds: 1_795_357_928_000)

    private func out(_ seconds: Int64, _ why: String = "9 of 10 failed") -> CooldownLog.Standing {
        .out(until: start + .seconds(seconds), because: why)
    }

    @Test func `tells since when, until when and why a target is out`() {
        var log = CooldownLog()
        log.look("a", .well, at: start)
        log.look("a", out(30), at: start)
        log.look("a", out(30), at: start + .seconds(10))
        let row = log.newest(at: start + .seconds(10)).first
        #expect(row?.target == "a" && row?.since == start && row?.times == 1)
        #expect(row?.until == start + .seconds(30) && row?.reason == "9 of 10 failed")
    }

    @Test func `counts each time that a trial did not pass`() {
        var log = CooldownLog()
        log.look("a", out(30), at: start)
        log.look("a", .onTrial, at: start + .seconds(31))
        log.look("a", out(90, "3 of 3 trials failed"), at: start + .seconds(32))
        let row = log.newest(at: start + .seconds(32)).first
        #expect(row?.times == 2 && row?.since == start && row?.reason == "3 of 3 trials failed")
    }

    @Test func `counts no time that an upstream asks for while it is out`() {
        var log = CooldownLog()
        log.look("a", out(30), at: start)
        log.look("a", out(90), at: start + .seconds(10))
        #expect(log.newest(at: start).map(\.times) == [1])
        #expect(log.newest(at: start).first?.until == start + .seconds(90))
    }

    @Test func `keeps what is over for an hour, below what is not`() {
        var log = CooldownLog()
        log.look("a", out(30), at: start)
        log.look("a", .well, at: start + .seconds(40))
        log.look("b", .out(until: nil, because: "forced"), at: start + .seconds(50))
        let rows = log.newest(at: start + .seconds(60))
        #expect(rows.map(\.target) == ["b", "a"])
        #expect(rows.map(\.ended) == [nil, start + .seconds(40)])
        #expect(log.newest(at: start + .seconds(3641)).map(\.target) == ["b"])
    }

    @Test func `takes the newest first, and no more than twenty that are over`() {
        var log = CooldownLog()
        for turn in 0..<30 {
            let at = start + .seconds(Int64(turn))
            log.look("a", .out(until: nil, because: "\(turn)"), at: at)
            log.look("a", .well, at: at)
        }
        let rows = log.newest(at: start + .seconds(30))
        #expect(rows.count == 20 && rows.first?.reason == "29")
    }
}
