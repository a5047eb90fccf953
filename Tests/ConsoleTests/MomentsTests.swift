import Foundation
import Orchestration
import Testing

@testable import Console

@Suite struct `The moments of a console` {
    /// Packs as JSON, which is large and easy to look into.
    private static let json = Moments.Press(
        pack: { snapshot in (try? JSONEncoder().encode(snapshot)).map { Array($0) } },
        unpack: { try? JSONDecoder().decode(Snapshot.self, from: Data($0)) }
    )

    private static func moments(_ press: Moments.Press, _ seconds: Int) -> Moments {
        var moments = Moments(press)
        for second in 0..<seconds { moments.keep(snapshot(second)) }
        return moments
    }

    private static func snapshot(_ second: Int) -> Snapshot {
        var next = Stage.snapshot
        next.at = Stage.now + .seconds(Int64(second))
        next.totals.failed = second
        return next
    }

    @Test func `are packed but for the newest, and whole again where the screen goes`() throws {
        var moments = Self.moments(Self.json, 60)
        #expect(moments.packedBytes > 0)
        for place in moments.times.indices {
            moments.open(place)
            let opened = try #require(moments.opened)
            #expect(opened.at == moments.times[place])
            let second = Int((opened.at - Stage.now).inSeconds)
            #expect(try Self.text(of: opened) == Self.text(of: Self.snapshot(second)))
        }
    }

    @Test func `take no more than their room, the old ones further apart than the new`() {
        let heavy = [UInt8](repeating: 0, count: 50_000)
        let moments = Self.moments(Moments.Press(pack: { _ in heavy }, unpack: { _ in nil }), 1800)
        #expect(moments.packedBytes <= Moments.packedMax)
        #expect(moments.packedBytes > Moments.packedMax - 2 * heavy.count)
        let times = moments.times
        let gaps = zip(times.dropFirst(), times).map { ($0 - $1).inSeconds }
        #expect(times.last == Stage.now + .seconds(1799) && times.first == Stage.now)
        #expect(gaps.suffix(10).allSatisfy { $0 <= 2 })
        #expect((gaps.max() ?? .infinity) <= 120)
    }

    @Test func `stay whole where nothing packs them`() {
        let moments = Self.moments(.none, 60)
        #expect(moments.packedBytes == 0)
        #expect(moments.count == 31)
    }

    @Test func `stay where they are when one cannot be read`() {
        let press = Moments.Press(pack: { _ in [0] }, unpack: { _ in nil })
        var moments = Self.moments(press, 60)
        moments.open(moments.count - 1)
        let shown = moments.opened?.at
        moments.open(0)
        #expect(moments.opened?.at == shown)
        #expect(shown != nil)
    }

    private static func text(of snapshot: Snapshot) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(snapshot), as: UTF8.self)
    }
}
