extension Evaluator {
    /// Sums and differences of timestamps and durations; nil when there is no such overload.
    ///
    /// Durations count in whole nanoseconds of 64 bits, about ±292 years, as in CEL's definition.
    func moveInTime(
        _ a: Value,
        _ sign: Operator,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value? {
        switch (a, sign, b) {
        case (.timestamp, .add, .duration(let by)), (.timestamp, .subtract, .duration(let by)):
            let nanoseconds = try by.expressionNanoseconds(at: span)
            return try shift(a, by: sign == .add ? nanoseconds : -nanoseconds, at: span)
        case (.duration(let by), .add, .timestamp):
            return try shift(b, by: by.expressionNanoseconds(at: span), at: span)
        case (.timestamp(let a, let aRest), .subtract, .timestamp(let b, let bRest)):
            let seconds = Int128(a) - Int128(b)
            let nanoseconds = seconds * 1_000_000_000 + Int128(aRest) - Int128(bRest)
            return try .duration(duration(nanoseconds, at: span))
        case (.duration(let a), .add, .duration(let b)):
            let sum = try a.expressionNanoseconds(at: span) + b.expressionNanoseconds(at: span)
            return try .duration(duration(sum, at: span))
        case (.duration(let a), .subtract, .duration(let b)):
            let rest = try a.expressionNanoseconds(at: span) - b.expressionNanoseconds(at: span)
            return try .duration(duration(rest, at: span))
        default: return nil
        }
    }

    /// A duration of that many nanoseconds, if they fit.
    func duration(
        _ nanoseconds: Int128,
        at span: SourceSpan
    ) throws(ExpressionError) -> Duration {
        guard let nanoseconds = Int64(exactly: nanoseconds) else {
            throw ExpressionError("range error: the duration exceeds 292 years", at: span.offset)
        }
        return .nanoseconds(nanoseconds)
    }

    /// A timestamp, if it lies in the years 1 to 9999.
    func timestamp(
        seconds: Int64,
        nanoseconds: Int32,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        guard CivilDate.secondsRange.contains(seconds) else {
            throw ExpressionError(
                "range error: the timestamp is not in the years 1 to 9999",
                at: span.offset
            )
        }
        return .timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }

    private func shift(
        _ moment: Value,
        by distance: Int128,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value? {
        guard case .timestamp(let seconds, let nanoseconds) = moment else { return nil }
        let total = Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) + distance
        var (whole, rest) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 { (whole, rest) = (whole - 1, rest + 1_000_000_000) }
        return try timestamp(
            seconds: Int64(clamping: whole),
            nanoseconds: Int32(truncatingIfNeeded: rest),
            at: span
        )
    }
}

extension Duration {
    /// Whole nanoseconds, rounded toward zero.
    ///
    /// - Throws: A range error beyond 64 bits, which is as far as expressions go.
    func expressionNanoseconds(at span: SourceSpan) throws(ExpressionError) -> Int128 {
        let nanoseconds =
            Int128(components.seconds) * 1_000_000_000
            + Int128(components.attoseconds / 1_000_000_000)
        guard Int64(exactly: nanoseconds) != nil else {
            throw ExpressionError("range error: the duration exceeds 292 years", at: span.offset)
        }
        return nanoseconds
    }
}
