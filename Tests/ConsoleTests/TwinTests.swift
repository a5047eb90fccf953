import Console
import Orchestration
import Testing

/// What scripts get of a screen: values, each row by itself.
@Suite struct `A screen for scripts` {
    private func texts(_ place: Place) -> [ListText] {
        var console = Stage.console()
        console.visit(place)
        return console.texts(of: place)
    }

    private func value(_ column: String, _ row: Int, _ text: ListText) throws -> Value {
        text.values[row][try #require(text.columns.firstIndex(of: column))]
    }

    @Test func `names the route and its policy in every row`() throws {
        let text = try #require(texts(.routing).first)
        for (place, row) in text.rows.enumerated() {
            #expect(row.prefix(2).allSatisfy { !$0.isEmpty }, "\(row)")
            #expect(try value("route", place, text) == .string(row[0]))
        }
        #expect(Set(text.rows.map { $0[0] }).count < text.rows.count, "one has several targets")
    }

    @Test func `tells figures as numbers in base units, and what is missing as nothing`() throws {
        let text = try #require(texts(.models).first)
        let rows = Dictionary(
            Stage.snapshot.models.map { ($0.name, $0) },
            uniquingKeysWith: { a, _ in a }
        )
        for place in text.rows.indices {
            guard case .string(let name) = try value("model", place, text) else {
                Issue.record("row \(place) has no name")
                continue
            }
            let row = try #require(rows[name])
            #expect(try value("calls", place, text) == .int(Int64(row.calls)))
            switch (try value("p95", place, text), row.p95) {
            case (.double(let seconds), let p95?): #expect(abs(seconds - p95.inSeconds) < 1e-9)
            case (.int(let seconds), let p95?): #expect(Double(seconds) == p95.inSeconds)
            case (.null, nil): break
            case (let told, let meant): Issue.record("\(told) for \(String(describing: meant))")
            }
            guard case .list(let trend) = try value("trend", place, text) else {
                Issue.record("the trend is no list")
                continue
            }
            #expect(trend.count == row.trend.count)
        }
    }

    /// No value of any screen is a text that only stands for a missing one, and no cell of a table
    /// is empty: whoever splits a line at its blanks would take the next for it.
    @Test(arguments: Place.tabs + Place.hidden)
    func `has no dash for a value, and no drawing for a trend`(place: Place) {
        for text in texts(place) {
            for row in text.values { #expect(!row.contains(.string("-")), "\(text.name) \(row)") }
            #expect(text.values.count == text.rows.count)
            #expect(text.values.allSatisfy { $0.count == text.columns.count })
        }
    }

    @Test func `names the run where no column does`() throws {
        let text = try #require(texts(.overview).first { $0.name == "runs" })
        guard case .list(let rows) = text.json else { return }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0["run"] != nil })
    }

    @Test func `is written as CSV with values, and no formula`() {
        let text = ListText(
            name: "x",
            columns: ["a", "b"],
            rows: [],
            values: [
                [.string("=1+1"), .double(-0.5)], [.null, .string("two\nlines, \"quoted\"")],
                [.string("\u{1B}[2J"), .list([.int(1), .null])],
            ]
        )
        #expect(
            text.csv == "a,b\r\n'=1+1,-0.5\r\n,\"two·lines, \"\"quoted\"\"\"\r\n·[2J,1 -"
        )
    }
}
