import Orchestration

/// The sources of the stage: one is late.
extension Stage {
    static var sources: [SourceRow] {
        var orders = SourceRow()
        orders.name = "orders"
        orders.kind = "jsonl"
        orders.state = .late
        orders.owner = "platform"
        orders.age = .seconds(1_142)
        orders.sla = .seconds(900)
        orders.count = 5_022
        orders.ratePerMinute = 84
        orders.rejected = 2
        orders.trend = wave(80, 20).dropLast(12) + Array(repeating: 0, count: 12)
        orders.blocked = 14
        orders.traffic = 0.71
        orders.dependents = ["model churn-risk", "route churn-risk", "workflow retention"]
        orders.routes = ["churn-risk"]
        orders.nextDue = ago(400)
        orders.reason = "the newest event is 19m02s old"
        orders.calendar = calendar
        orders.rejections = [
            ErrorCount(kind: "missing:customer", count: 1),
            ErrorCount(kind: "type:total", count: 1),
        ]
        orders.contract = [
            ContractField(name: "customer", promise: "string"),
            ContractField(name: "time", promise: "timestamp"),
            ContractField(name: "total", promise: "number, 0 at least"),
        ]
        orders.newFields = [ErrorCount(kind: "vat_class", count: 31)]
        (orders.againstUsual, orders.lackShare) = (-0.38, 0.002)
        var catalog = SourceRow()
        catalog.name = "catalog"
        catalog.kind = "file"
        catalog.state = .ok
        catalog.age = .seconds(10_920)
        catalog.sla = .seconds(86_400)
        catalog.count = 41
        catalog.trend = wave(3, 9)
        catalog.dependents = ["model next-best-action"]
        return [orders, catalog]
    }

    /// Six days: an hour late every night, an afternoon nobody looked, and late since an hour.
    static var calendar: FreshnessCalendar {
        var calendar = FreshnessCalendar(at: ago(6 * 86_400))
        for hour in stride(from: 6 * 24, through: 0, by: -1) {
            let at = ago(Int64(hour) * 3_600)
            let ofDay = (at.milliseconds / 3_600_000) % 24
            if (60..<66).contains(hour) { continue }
            _ = calendar.note(isLate: ofDay == 3 || hour == 0, at: at)
            if ofDay == 4 { _ = calendar.note(isLate: true, at: at) }
        }
        return calendar
    }
}
