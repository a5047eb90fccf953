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

/// Metrics as text, in Prometheus' exposition format 0.0.4.
///
/// Source: prometheus.io, "Exposition formats".
package enum Exposition {
    /// The content type of the text.
    package static let type = "text/plain; version=0.0.4; charset=utf-8"

    /// Families that have samples, one after the other.
    package static func text(_ families: [MetricFamily]) -> String {
        families.filter { !$0.samples.isEmpty }.map(text).joined()
    }

    private static func text(_ family: MetricFamily) -> String {
        var text = "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
        for sample in family.samples {
            switch sample.reading {
            case .number(let value): text += line(family.name, sample.labels, value)
            case .histogram(let histogram): text += lines(family.name, sample.labels, histogram)
            }
        }
        return text
    }

    private static func lines(
        _ name: String,
        _ labels: [(String, String)],
        _ histogram: CumulativeHistogram
    ) -> String {
        var text = ""
        for (bound, count) in histogram.buckets {
            text += line("\(name)_bucket", labels + [("le", number(bound))], Double(count))
        }
        text += line("\(name)_sum", labels, histogram.sum)
        return text + line("\(name)_count", labels, Double(histogram.count))
    }

    private static func line(_ name: String, _ labels: [(String, String)], _ value: Double)
        -> String
    {
        let inside = labels.map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }
        return name + (inside.isEmpty ? "" : "{\(inside.joined(separator: ","))}")
            + " \(number(value))\n"
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
