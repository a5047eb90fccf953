import Testing

@testable import Screen

@Suite struct `A layout` {
    @Test func `serves fixed parts first and shares the rest by weight`() {
        let parts = Layout.split(
            Rect(x: 0, y: 0, width: 100, height: 10),
            .horizontal,
            [.fixed(10), .fill(2), .fill(1), .fraction(0.3)]
        )
        #expect(parts.map(\.width) == [10, 40, 20, 30])
        #expect(parts.map(\.x) == [0, 10, 50, 70])
    }

    @Test(arguments: 0...60, 0...3)
    func `tiles every length without overlap or remainder`(length: Int, gap: Int) {
        let mixes: [[Layout.Constraint]] = [
            [.fill(), .fill(), .fill()], [.fixed(3), .minimum(10), .fixed(1)],
            [.fraction(0.6), .fill()], [.fraction(.nan), .minimum(5), .fill(3), .fraction(2)],
            [.fixed(.max), .fill(.max), .fixed(-4)], [],
        ]
        for mix in mixes {
            let rect = Rect(x: 5, y: 7, width: 4, height: length)
            let parts = Layout.split(rect, .vertical, mix, gap: gap)
            #expect(parts.count == mix.count)
            for (one, next) in zip(parts, parts.dropFirst()) {
                #expect(one.y + one.height <= next.y)
            }
            guard let last = parts.last else { continue }
            #expect(last.y + last.height <= rect.y + length)
            if gap == 0 { #expect(parts.map(\.height).reduce(0, +) == length) }
        }
    }
}
