extension Quota.Hit {
    /// The limit as it is journaled.
    var value: Value {
        switch self {
        case .calls(let limit, let used):
            ["of": "calls", "limit": .int(Int64(limit)), "used": .int(Int64(used))]
        case .tokens(let limit, let used, let asked):
            [
                "of": "tokens", "limit": .int(Int64(limit)), "used": .int(Int64(used)),
                "asked": .int(Int64(asked)),
            ]
        case .money(let limit, let spent, let asked):
            ["of": "money", "limit": .int(limit), "used": .int(spent), "asked": .int(asked)]
        case .priceUnknown(let limit): ["of": "price", "limit": .int(limit)]
        }
    }

    /// The limit read back; nil where this is none.
    init?(value: Value) {
        let limit = value["limit"]?.whole ?? 0
        let (used, asked) = (value["used"]?.whole ?? 0, value["asked"]?.whole ?? 0)
        switch value["of"]?.text {
        case "calls": self = .calls(limit: Int(clamping: limit), used: Int(clamping: used))
        case "tokens":
            self = .tokens(
                limit: Int(clamping: limit),
                used: Int(clamping: used),
                asked: Int(clamping: asked)
            )
        case "money": self = .money(limit: limit, spent: used, asked: asked)
        case "price": self = .priceUnknown(limit: limit)
        default: return nil
        }
    }
}
