package import Orchestration
internal import Screen

/// The figures of one model over a span, part by part: minutes, or the hours of a day.
package struct ModelSeries: Hashable, Sendable {
    package let model: String
    package let span: MetricSpan
    /// When it came.
    package let at: Instant
    /// The oldest first; one without calls is a gap.
    package let parts: [MetricReport]
}

extension MetricSpan {
    /// The next one, for a key that goes through them.
    var next: MetricSpan {
        let all = Self.allCases
        let at = all.firstIndex(of: self) ?? 0
        return all[(at + 1) % all.count]
    }

    /// Whether charts of it are asked for: what is shorter comes with every snapshot.
    var isAskedFor: Bool {
        switch self {
        case .minute, .fiveMinutes: false
        case .quarterHour, .hour, .day: true
        }
    }

    /// How long one part of its series is.
    var part: Duration { self == .day ? .seconds(3600) : .seconds(60) }
}

extension Console {
    /// The models with their figures over the span that the operator chose.
    var shownModels: [ModelRow] {
        let rows = snapshot?.models ?? []
        return span == .minute ? rows : rows.map { $0.over(span) }
    }

    /// Shows the models over another stretch of time.
    mutating func look(over wanted: MetricSpan) -> [Effect] {
        span = wanted
        (series, chartCursor) = (nil, nil)
        arrange(.models)
        say("the models over \(wanted.rawValue); V for the next, :window names one")
        return fetchSeries()
    }

    /// The spans that there are, the one that is shown as a chip.
    var spanChips: TextLine {
        TextLine(
            [Span("  over", .muted)]
                + MetricSpan.allCases.map { one in
                    one == span
                        ? Span(" \(one.rawValue) ", .chip) : Span(" \(one.rawValue) ", .muted)
                } + [Span("V", .hintKey)]
        )
    }

    /// Asks for the chart of the selected model, where it does not come by itself.
    mutating func fetchSeries() -> [Effect] {
        guard isShown(Place.models), isLive, span.isAskedFor,
            case .model(let name)? = list(of: .models).selection
        else { return [] }
        if let series, series.model == name, series.span == span,
            now - series.at < (span == .day ? .seconds(60) : .seconds(10))
        {
            return []
        }
        return ask(.fetchSeries(model: name, span))
    }

    /// Takes the parts of a model's figures; those of another question are dropped.
    mutating func take(_ parts: [MetricReport], of model: String, _ span: MetricSpan) {
        asked[.fetchSeries(model: model, span)] = nil
        guard span == self.span else { return }
        series = ModelSeries(model: model, span: span, at: now, parts: parts)
    }

    /// The figures of the selected model through time; nil where they are still asked for.
    var chartData: ChartData? {
        guard case .model(let name)? = list(of: .models).selection, let row = model(name),
            let at = snapshot?.at
        else { return nil }
        guard span.isAskedFor else { return ChartData(row, at: at) }
        guard let series, series.model == name, series.span == span else { return nil }
        return ChartData(series)
    }
}

extension ModelRow {
    /// The row with its figures over a span; those that only the last minute has are left out.
    func over(_ span: MetricSpan) -> ModelRow {
        guard let window = windows.first(where: { $0.span == span }) else { return self }
        var row = self
        row.rate = window.rate
        (row.p50, row.p95, row.p99) = (window.p50, window.p95, window.p99)
        row.firstToken95 = window.firstToken95
        row.tokensPerSecond = window.tokensPerSecond
        row.errorShare = window.errorShare
        row.errors = window.errors
        row.figuresSpan = window.calls > 0 ? span : nil
        return row
    }

    /// What it costs an hour, over a span that is long enough to say; nil where nothing is known.
    func hourlyCost(over span: MetricSpan) -> Double? {
        let wanted = span == .minute ? .quarterHour : span
        return windows.first { $0.span == wanted }?.hourlyCost
    }
}

/// What a chart of a model draws: a value a part of time, nil where nothing was measured.
struct ChartData {
    var p50: [Double?] = []
    var p95: [Double?] = []
    var p99: [Double?] = []
    var errors: [Double?] = []
    var rates: [Double?] = []
    let part: Duration
    /// The end of the newest part.
    let end: Instant

    /// The newest buckets, which come with every snapshot: only their p95 is known.
    init(_ row: ModelRow, at now: Instant) {
        p95 = row.trend
        errors = row.errorTrend
        rates = row.rateTrend
        part = .seconds(Int64(min(3600, max(1, row.trendBucketSeconds))))
        end = now
    }

    init(_ series: ModelSeries) {
        func seconds(_ of: (MetricReport) -> Duration?) -> [Double?] {
            series.parts.map { of($0).map(\.inSeconds) }
        }
        p50 = seconds(\.p50)
        p95 = seconds(\.p95)
        p99 = seconds(\.p99)
        errors = series.parts.map(\.errorShare)
        rates = series.parts.map(\.rate)
        part = series.span.part
        end = series.at
    }

    /// Whether anything was measured.
    var isBlank: Bool { p95.allSatisfy { $0 == nil } }

    var span: Duration { part * p95.count }

    /// The clock at both ends and in the middle.
    var times: [String] { [end - span, end - span / 2, end].map { Figures.shortClock($0) } }

    /// The numbers of one part, counted from the newest.
    func words(at back: Int) -> TextLine {
        let place = p95.count - 1 - back
        func value(_ values: [Double?]) -> Double? {
            values.indices.contains(place) ? values[place] : nil
        }
        let middle = p50.isEmpty ? "" : "p50 \(Figures.latency(seconds: value(p50)))  "
        let last = p99.isEmpty ? "" : "p99 \(Figures.latency(seconds: value(p99)))  "
        return [
            Span(Figures.clock(end - part * back) + "  ", .muted), Span(middle),
            Span("p95 \(Figures.latency(seconds: value(p95)))  ", .strong), Span(last),
            Span("err \(Figures.percent(value(errors)))%  "),
            Span("\(Figures.short(value(rates)))/s"),
        ]
    }
}
