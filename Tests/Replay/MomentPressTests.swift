internal import Console
internal import Foundation
internal import Orchestration
internal import Testing

@testable import podium

@Suite struct `A packed moment` {
    private static func snapshot(_ count: Int) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.at = Instant(milliseconds: 1_796_130_000_000)
        snapshot.watched = (0..<count).map { number in
            var row = RunRow()
            row.id = RunID("r-\(number)")
            row.workflow = "retention"
            row.reason = "No target of copywriter may be called \u{1B}[31m: \(number)"
            return row
        }
        return snapshot
    }

    @Test(arguments: [0, 1, 64]) func `is whole again, to the last field`(count: Int) throws {
        let press = Moments.Press.deflated
        let packed = try #require(press.pack(Self.snapshot(count)))
        let whole = try #require(press.unpack(packed))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(try encoder.encode(whole) == encoder.encode(Self.snapshot(count)))
    }

    @Test func `takes a tenth of its text where its rows are alike`() throws {
        let text = try JSONEncoder().encode(Self.snapshot(64))
        let packed = try #require(Moments.Press.deflated.pack(Self.snapshot(64)))
        #expect(packed.count * 10 < text.count)
    }

    @Test(arguments: [0, 4, 8, 9, 40]) func `that is cut short or torn is none`(count: Int) throws {
        let press = Moments.Press.deflated
        let packed = try #require(press.pack(Self.snapshot(8)))
        #expect(press.unpack(Array(packed.prefix(count))) == nil)
        var torn = packed
        torn[packed.count / 2] ^= 0xFF
        #expect(press.unpack(torn) == nil)
    }
}
