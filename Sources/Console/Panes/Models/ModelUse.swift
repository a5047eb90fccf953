internal import Orchestration
internal import Screen

/// What a model's use costs, takes and may take, in lines; a line nobody knows anything for is left
/// out.
enum ModelUse {
    static func lines(_ row: ModelRow, _ moment: Moment, _ width: Int) -> [TextLine] {
        let hour = row.windows.first { $0.span == .hour }
        return cost(row, hour) + tokens(row, hour) + price(row) + quotas(row, width)
    }

    private static func cost(_ row: ModelRow, _ hour: MetricReport?) -> [TextLine] {
        let day = row.windows.first { $0.span == .day }
        guard let rate = row.hourlyCost(over: .minute) ?? row.hourlyCost(over: .hour) else {
            return []
        }
        let spent = day?.cost.map { "   \(Figures.number($0)) in 24 h" } ?? ""
        let unknown = hour?.unpricedCalls ?? 0
        return [
            .field(
                "cost",
                [
                    Span("\(Figures.number(rate)) an hour"), Span(spent, .muted),
                    Span(
                        unknown > 0 ? "   at least: \(Figures.count(unknown)) unpriced" : "",
                        .warning
                    ),
                ]
            )
        ]
    }

    private static func tokens(_ row: ModelRow, _ hour: MetricReport?) -> [TextLine] {
        guard let hour, hour.tokensIn != nil || hour.tokensOut != nil else { return [] }
        func short(_ number: Int?) -> String { Figures.short(number.map(Double.init)) }
        let limit = row.contextTokens.map { " of \(short($0))" } ?? ""
        return [
            .field(
                "tokens",
                [
                    Span("in \(short(hour.tokensIn))/h   out \(short(hour.tokensOut))/h   "),
                    Span("prompt p95 \(short(hour.prompt95))\(limit)", .muted),
                ]
            )
        ]
    }

    private static func price(_ row: ModelRow) -> [TextLine] {
        guard let price = row.price else { return [] }
        let call = price.perCall > 0 ? "   \(Figures.number(price.perCall)) a call" : ""
        return [
            .field(
                "price",
                [
                    Span("in \(Figures.number(price.input))   out \(Figures.number(price.output))"),
                    Span(" a million tokens\(call)"),
                    Span("   since \(Figures.stamp(price.from).prefix(10))", .muted),
                ]
            )
        ]
    }

    private static func quotas(_ row: ModelRow, _ width: Int) -> [TextLine] {
        row.quotas.enumerated().map { place, quota in
            let share = quota.limit > 0 ? quota.used / quota.limit : 0
            let role: Role = share >= 1 ? .failing : share >= 0.8 ? .warning : .text
            return .field(
                place == 0 ? "quota" : "",
                [
                    Span(Figures.padded(quota.name, to: 18), .muted),
                    Span("\(Figures.short(quota.used)) of \(Figures.short(quota.limit))", role),
                    Span("  \(Figures.percent(share))%", role),
                ]
            )
        }
    }
}
