internal import Orchestration
internal import Screen

/// What was done in the last 24 hours, by action, as a small chart each.
struct Activity {
    /// One action.
    struct Row: Hashable {
        let action: String
        var count = 0
        /// Two hours each, the newest last.
        var parts: [Double?]

        mutating func add(at place: Int) {
            count += 1
            parts[place] = (parts[place] ?? 0) + 1
        }
    }

    /// The most frequent first.
    let rows: [Row]
    /// Orders that were refused or failed.
    let failed: Int
    /// Who acted, the busiest first.
    let actors: [(name: String, count: Int)]

    /// Whether each entry that was read follows on the one before by its hash.
    let chain: Chain

    static let parts = 12
    private static let part = Duration.seconds(86_400) / parts

    init(_ entries: [AuditEntry], at now: Instant) {
        let recent = entries.filter { now - $0.at < Self.part * Self.parts }
        var rows: [String: Row] = [:]
        for entry in recent {
            let back = Int((max(.zero, now - entry.at)).inSeconds / Self.part.inSeconds)
            let place = Self.parts - 1 - min(Self.parts - 1, back)
            let blank = Row(action: entry.action, parts: Array(repeating: 0, count: Self.parts))
            rows[entry.action, default: blank].add(at: place)
        }
        self.rows = rows.values.sorted { ($1.count, $0.action) < ($0.count, $1.action) }
        chain = Chain(of: entries)
        failed = recent.count { AuditWords.role(of: $0.result) == .failing }
        actors = Dictionary(grouping: recent, by: \.actor)
            .map { (name: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    func lines(_ width: Int) -> [TextLine] {
        guard !rows.isEmpty else {
            return [TextLine("nobody did anything in 24 h", .muted), [], chain.line]
        }
        return [
            [
                Span("failed or refused ", .muted),
                Span(Figures.count(failed), failed > 0 ? .failing : .muted),
            ], chain.line,
        ] + rows.map { line($0) } + [[]]
            + Paragraph.lines(
                "by "
                    + actors.map { "\($0.name) \(Figures.count($0.count))" }
                    .joined(separator: "  "),
                width,
                role: .muted
            )
    }

    private func line(_ row: Row) -> TextLine {
        let trend = Sparkline.text(row.parts, width: Self.parts, scale: Trend.scale(row.parts))
        return [
            Span(Text.padded(Text.clipped(row.action, to: 16), to: 17), .strong),
            Span(Text.padded(Figures.count(row.count), to: 6, .trailing) + "  "),
            Span(trend, .chart),
        ]
    }
}
