internal import Orchestration
internal import Screen

/// Two texts line by line: what stayed, what came and what went.
enum Comparison {
    /// Longer texts are not compared.
    static let linesMax = 400

    /// One line and where it stands.
    struct Line: Hashable {
        enum Kind: Hashable { case same, added, removed }
        let kind: Kind
        let text: String
    }

    /// The fewest lines taken away and added that make `new` of `old`; nil where either is too long.
    ///
    /// Source: the longest common subsequence by dynamic programming, in O(n·m).
    static func lines(of old: [String], and new: [String]) -> [Line]? {
        guard old.count <= linesMax, new.count <= linesMax else { return nil }
        var lengths = Array(
            repeating: Array(repeating: 0, count: new.count + 1),
            count: old.count + 1
        )
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                lengths[i][j] =
                    old[i] == new[j]
                    ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        return walk(old, new, lengths)
    }

    private static func walk(_ old: [String], _ new: [String], _ lengths: [[Int]]) -> [Line] {
        var (i, j) = (0, 0)
        var lines: [Line] = []
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, old[i] == new[j] {
                lines.append(Line(kind: .same, text: new[j]))
                (i, j) = (i + 1, j + 1)
            } else if j == new.count || (i < old.count && lengths[i + 1][j] >= lengths[i][j + 1]) {
                lines.append(Line(kind: .removed, text: old[i]))
                i += 1
            } else {
                lines.append(Line(kind: .added, text: new[j]))
                j += 1
            }
        }
        return lines
    }
}

extension Console {
    /// Compares the steps of this run with those of the run before, or stops it.
    mutating func compare() -> [Effect] {
        guard let detail else { return [] }
        compares.toggle()
        focus(on: .stepDetail)
        offsets[.stepDetail] = nil
        guard compares, previous == nil else { return [] }
        return ask(.fetchPrevious(detail.row))
    }

    /// Takes the run before the one that is open.
    mutating func take(previous: RunDetail?, of id: RunID) {
        if let detail { asked[.fetchPrevious(detail.row)] = nil }
        guard detail?.row.id == id else { return }
        self.previous = previous
        if previous == nil {
            compares = false
            say("there is no earlier run of this workflow to compare with", .refused)
        }
    }

    /// What changed in the selected step since the run before.
    func comparedLines(_ width: Int) -> [TextLine] {
        guard let step = selectedStep else { return [] }
        guard let previous else { return [TextLine("reading the run before", .muted)] }
        guard let old = previous.steps.first(where: { $0.sketch.name == step.sketch.name }) else {
            return [TextLine("\(previous.row.id.text) has no step of this name", .muted)]
        }
        let took = StepWords.elapsed(step, now: moment().now)
        let facts: TextLine = [
            Span("state  "), Span(old.state.rawValue, old.state.role), Span(" → "),
            Span(step.state.rawValue, step.state.role),
            Span("   took \(Figures.latency(StepWords.elapsed(old))) → \(Figures.latency(took))"),
        ]
        return [facts, []] + compared("input", old.input, step.input, width)
            + compared("output", old.output, step.output, width)
    }

    private func compared(_ title: String, _ old: String, _ new: String, _ width: Int)
        -> [TextLine]
    {
        let (before, after) = (StepPane.payloadLines(old), StepPane.payloadLines(new))
        guard let lines = Comparison.lines(of: before, and: after) else {
            return [TextLine("\(title): too long to be compared line by line", .muted)]
        }
        let changes = lines.count { $0.kind != .same }
        let verdict = changes == 0 ? "the same" : "\(changes) lines differ"
        let head = TextLine("\(title.uppercased())  \(verdict)", .muted)
        return [head]
            + lines.map { line in
                switch line.kind {
                case .same: [Span("  \(line.text)", .muted)]
                case .added: [Span("+ \(line.text)", .ok)]
                case .removed: [Span("- \(line.text)", .failing)]
                }
            } + [[]]
    }
}
