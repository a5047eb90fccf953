internal import Orchestration
internal import Screen

/// What may be behind an alert, as far as the console's own rows tell.
extension Console {
    func clues(to alert: AlertRow, _ width: Int) -> [TextLine] {
        let words = coolingClues(alert) + quotaClues(alert) + sourceClues(alert)
        return Paragraph.list("likely", words, width, role: .warning) + trends(of: alert, width)
    }

    private func coolingClues(_ alert: AlertRow) -> [String] {
        (snapshot?.cooldowns ?? []).filter { $0.target == alert.object && $0.ended == nil }.map {
            let times = $0.times > 1 ? ", \(Figures.count($0.times)) times by now" : ""
            return "out of rotation since \(Figures.clock($0.since))\(times): \($0.reason)"
        }
    }

    private func quotaClues(_ alert: AlertRow) -> [String] {
        (model(alert.object)?.quotas ?? []).filter { $0.limit > 0 && $0.used / $0.limit >= 0.8 }
            .map { quota in
                let used = "\(Figures.short(quota.used)) of \(Figures.short(quota.limit))"
                return "\(quota.name) is used up to \(used)"
            }
    }

    private func sourceClues(_ alert: AlertRow) -> [String] {
        guard let row = source(alert.object), row.blocked > 0 else { return [] }
        return ["\(Figures.count(row.blocked)) runs wait for it"]
    }

    /// The figures that such an alert watches, through time.
    private func trends(of alert: AlertRow, _ width: Int) -> [TextLine] {
        if let row = model(alert.object) {
            return [trend("err 5m", row.errorTrend, width), trend("p95 5m", row.trend, width)]
                .compactMap(\.self)
        }
        return [source(alert.object).flatMap { trend("arrivals", $0.trend, width) }]
            .compactMap(\.self)
    }

    private func trend(_ label: String, _ values: [Double?], _ width: Int) -> TextLine? {
        guard values.contains(where: { ($0 ?? 0) > 0 }) else { return nil }
        let cells = min(48, max(4, width - 12))
        let bars = Sparkline.text(values, width: cells, scale: Trend.scale(values))
        return .field(label, TextLine(bars, .chart))
    }
}
