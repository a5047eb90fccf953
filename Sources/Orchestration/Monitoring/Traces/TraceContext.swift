/// Where in a trace something happens, as W3C Trace Context writes it.
///
/// Ids are drawn from names, not from chance: a run that goes on after a crash goes on in its own
/// trace, and a step delivered twice has the same span.
/// Source: W3C, "Trace Context", level 1.
package struct TraceContext: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64
    package let span: UInt64

    /// The root of a run's trace.
    /// - Parameters:
    ///   - name: The run's id.
    ///   - salt: Tells this journal from others, whose runs have the same ids.
    package init(of name: String, salt: UInt64) {
        high = Self.id(name, salt)
        low = Self.id(name, salt &+ 1)
        span = Self.id(name, salt &+ 2)
    }

    private init(high: UInt64, low: UInt64, span: UInt64) {
        self.high = high
        self.low = low
        self.span = span
    }

    /// The context of a part of this, told apart by its name.
    package func part(_ name: String) -> TraceContext {
        TraceContext(high: high, low: low, span: Self.id(name, span))
    }

    /// The `traceparent` header: version, trace, span, and that it is recorded.
    package var header: String { "00-\(traceText)-\(spanText)-01" }

    /// 32 hexadecimal digits.
    package var traceText: String { Self.hex(high) + Self.hex(low) }

    /// 16 hexadecimal digits.
    package var spanText: String { Self.hex(span) }

    /// Never 0, which the standard forbids.
    private static func id(_ name: String, _ salt: UInt64) -> UInt64 {
        var random = SplitMix(
            seed: name.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ salt) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
        )
        return max(1, random.next())
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
