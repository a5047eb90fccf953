/// An operator's order to hold something back until it is resumed.
package struct Pause: Hashable, Sendable {
    package let by: String
    package let reason: String
    package let at: Instant

    package init(by: String, reason: String, at: Instant) {
        self.by = by
        self.reason = reason
        self.at = at
    }

    /// Who paused it, since when and why: whoever comes on duty must see that it was meant.
    package var words: String {
        guard !by.isEmpty else { return "paused by an operator" }
        return "paused by \(by) since \(at.clock)".because(reason)
    }
}

extension Pause {
    /// The pause as it is journaled; what it holds back is its name.
    package var value: Value {
        ["by": .string(by), "reason": .string(reason), "at": .int(at.milliseconds)]
    }

    /// A journaled pause; an older version wrote only that there is one.
    package init(journaled bytes: [UInt8]) {
        let value = try? Value(json: bytes)
        self.init(
            by: value?["by"]?.text ?? "",
            reason: value?["reason"]?.text ?? "",
            at: Instant(milliseconds: value?["at"]?.whole ?? 0)
        )
    }
}
