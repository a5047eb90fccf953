internal import Orchestration

/// One measured figure, with what it is compared to and what it must reach.
struct BenchFigure: Sendable {
    let scenario: BenchScenario
    let name: String
    let value: Double
    let unit: Unit
    /// The same as bare SQLite did in the same run: a share of its rate, or a multiple of its time.
    var ratio: Double?
    var bar: Bar?

    /// What `value` counts.
    enum Unit: String, Sendable {
        case stepsPerSecond = "steps/s"
        case perSecond = "/s"
        case milliseconds = "ms"
        case microseconds = "us"
        case nanoseconds = "ns"
        case bytes = "B"
        case megabytes = "MB"
        case count = ""
        case percent = "%"
    }

    /// What the figure must reach.
    enum Bar: Sendable {
        case atLeast(Double)
        case atMost(Double)
        case ratioAtLeast(Double)
        case ratioAtMost(Double)
    }

    /// Whether the bar is reached; nil where there is none.
    var isMet: Bool? {
        switch bar {
        case .atLeast(let least)?: value >= least
        case .atMost(let most)?: value <= most
        case .ratioAtLeast(let least)?: ratio.map { $0 >= least }
        case .ratioAtMost(let most)?: ratio.map { $0 <= most }
        case nil: nil
        }
    }
}

extension BenchFigure {
    static let heads = ["SCENARIO", "FIGURE", "VALUE", "OF BARE SQLITE", "BAR", "MET"]

    var columns: [String] {
        [
            scenario.rawValue, name, "\(Self.text(value)) \(unit.rawValue)",
            ratio.map(Self.text) ?? "-", barText,
            isMet.map { $0 ? "yes" : "NO" } ?? "-",
        ]
    }

    var json: Value {
        [
            "scenario": .string(scenario.rawValue), "figure": .string(name),
            "value": .double(value), "unit": .string(unit.rawValue),
            "ratio": ratio.map { .double($0) } ?? .null, "bar": .string(barText),
            "met": isMet.map { .bool($0) } ?? .null,
        ]
    }

    private var barText: String {
        switch bar {
        case .atLeast(let least)?: ">= \(Self.text(least)) \(unit.rawValue)"
        case .atMost(let most)?: "<= \(Self.text(most)) \(unit.rawValue)"
        case .ratioAtLeast(let least)?: ">= \(Self.text(least)) of bare"
        case .ratioAtMost(let most)?: "<= \(Self.text(most)) of bare"
        case nil: "-"
        }
    }

    /// Three digits that count, whole from a thousand on.
    private static func text(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        if abs(number) >= 1000 { return "\(Int(min(number, 1e15).rounded()))" }
        let scale =
            abs(number) >= 100 ? 1.0 : abs(number) >= 10 ? 10 : abs(number) >= 1 ? 100 : 1000
        return "\((number * scale).rounded() / scale)"
    }
}
