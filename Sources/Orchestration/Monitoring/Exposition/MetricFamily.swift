/// Samples of one metric, as Prometheus takes them in.
package struct MetricFamily: Hashable, Sendable {
    package let name: String
    package let help: String
    package let kind: Kind
    package var samples: [Sample]

    package enum Kind: String, Hashable, Sendable { case counter, gauge, histogram }

    /// One series at this moment.
    package struct Sample: Hashable, Sendable {
        /// Name and value, in the order they are written; empty values are left out.
        package let labels: [(String, String)]
        package let reading: Reading

        package init(_ labels: [(String, String)], _ reading: Reading) {
            self.labels = labels.filter { !$0.1.isEmpty }
            self.reading = reading
        }

        package static func == (a: Sample, b: Sample) -> Bool {
            a.reading == b.reading && a.labels.elementsEqual(b.labels, by: ==)
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(reading) }
    }

    package enum Reading: Hashable, Sendable {
        case number(Double)
        case histogram(CumulativeHistogram)
    }

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// A family of plain numbers; those that are nil are left out, for what is unknown is no 0.
    package init(
        _ name: String,
        _ kind: Kind,
        _ help: String,
        numbers: [(labels: [(String, String)], value: Double?)]
    ) {
        self.init(
            name,
            kind,
            help,
            numbers.compactMap { number in
                number.value.map { Sample(number.labels, .number($0)) }
            }
        )
    }
}

/// Metrics as text, in one of two formats.
///
/// Sources: prometheus.io, "Exposition formats", 0.0.4; "OpenMetrics 1.0", which alone has exemplars.
package enum Exposition: String, Hashable, Sendable, Codable {
    case prometheus, openMetrics

    /// The format that a scraper's `Accept` asks for; Prometheus' own where it asks for neither.
    package init(accepting header: String) {
        self = header.contains("application/openmetrics-text") ? .openMetrics : .prometheus
    }

    /// The content type of the text.
    package var type: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// Families that have samples, one after the other.
    package func text(_ families: [MetricFamily]) -> String {
        let text = families.filter { !$0.samples.isEmpty }.map(text).joined()
        return self == .openMetrics ? text + "# EOF\n" : text
    }

    /// What a family is called in its head: OpenMetrics leaves a counter's `_total` to its samples.
    private func head(_ family: MetricFamily) -> String {
        let isCounter = family.kind == .counter && family.name.hasSuffix("_total")
        return self == .openMetrics && isCounter ? String(family.name.dropLast(6)) : family.name
    }

    private func text(_ family: MetricFamily) -> String {
        let name = head(family)
        var text = "# HELP \(name) \(Self.escaped(family.help, quotes: self == .openMetrics))\n"
        text += "# TYPE \(name) \(family.kind.rawValue)\n"
        for sample in family.samples {
            switch sample.reading {
            case .number(let value): text += Self.line(family.name, sample.labels, value) + "\n"
            case .histogram(let histogram): text += lines(family.name, sample.labels, histogram)
            }
        }
        return text
    }

    private func lines(
        _ name: String,
        _ labels: [(String, String)],
        _ histogram: CumulativeHistogram
    ) -> String {
        var text = ""
        for (place, bucket) in histogram.buckets.enumerated() {
            let labels = labels + [("le", self.bound(bucket.bound))]
            text += Self.line("\(name)_bucket", labels, Double(bucket.count))
            text += exemplar(histogram.exemplar(of: place)) + "\n"
        }
        text += Self.line("\(name)_sum", labels, histogram.sum) + "\n"
        return text + Self.line("\(name)_count", labels, Double(histogram.count)) + "\n"
    }

    /// OpenMetrics wants a point in every bound but infinity.
    private func bound(_ value: Double) -> String {
        let text = Self.number(value)
        let isWhole = value.isFinite && !text.contains { ".e".contains($0) }
        return self == .openMetrics && isWhole ? text + ".0" : text
    }

    private func exemplar(_ exemplar: CumulativeHistogram.Exemplar?) -> String {
        guard self == .openMetrics, let exemplar else { return "" }
        let seconds = Double(exemplar.at.milliseconds) / 1000
        return " # {trace_id=\"\(exemplar.trace.traceText)\"} "
            + "\(Self.number(exemplar.value)) \(seconds.fixed(3))"
    }

    private static func line(_ name: String, _ labels: [(String, String)], _ value: Double)
        -> String
    {
        let inside = labels.map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }
        return name + (inside.isEmpty ? "" : "{\(inside.joined(separator: ","))}")
            + " \(number(value))"
    }

    /// Whole numbers without a point; no number and the infinities by their names.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
