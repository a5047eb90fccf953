internal import Orchestration
internal import Screen

/// A step of a run as a row of the tree.
struct StepLine: Sendable {
    let run: RunID
    let index: Int
    /// The branches before its name.
    let stem: String
    let step: StepDetail
    /// Other steps it feeds, beside the one it hangs from.
    let alsoFeeds: [String]
}

extension Console {
    /// The steps of the run that is open, as a tree.
    var stepRows: [StepLine] {
        guard let detail else { return [] }
        return StepTree.lines(of: detail)
    }
}

/// The tree that stands for the graph where there is no room for boxes.
enum StepTree {
    /// Every step once, below the last of its predecessors; the branches drawn before it.
    static func lines(of detail: RunDetail) -> [StepLine] {
        let steps = detail.steps
        var children: [[Int]] = Array(repeating: [], count: steps.count)
        var roots: [Int] = []
        for (index, step) in steps.enumerated() {
            // Steps are listed after what they follow; anything else is drawn as a root.
            if let parent = step.sketch.after.filter({ (0..<index).contains($0) }).max() {
                children[parent].append(index)
            } else {
                roots.append(index)
            }
        }
        var lines: [StepLine] = []
        // A stack and no recursion: the depth of a graph is nobody's promise.
        var open = roots.reversed().map { (index: $0, stem: "", branch: "") }
        while let next = open.popLast() {
            let feeds = steps.indices.filter {
                steps[$0].sketch.after.contains(next.index) && !children[next.index].contains($0)
            }
            lines.append(
                StepLine(
                    run: detail.row.id,
                    index: next.index,
                    stem: next.stem + next.branch,
                    step: steps[next.index],
                    alsoFeeds: feeds.map { steps[$0].sketch.name }
                )
            )
            let under = next.branch.isEmpty ? "" : next.branch == "├─ " ? "│  " : "   "
            let stem = String((next.stem + under).suffix(60))
            let below = children[next.index]
            for (place, child) in below.enumerated().reversed() {
                open.append((child, stem, place == below.count - 1 ? "└─ " : "├─ "))
            }
        }
        return lines
    }
}

extension Table where Row == StepLine {
    /// The steps of a run.
    static var steps: Table {
        Table(
            columns: [
                Column(
                    id: "step",
                    title: "STEP",
                    width: 20,
                    grows: 2,
                    priority: 0,
                    content: { row, _ in
                        .line([Span(row.stem, .graphEdge), Span(row.step.sketch.name, .strong)])
                    }
                ),
                Column(
                    id: "kind",
                    title: "KIND",
                    width: 7,
                    priority: 3,
                    content: { row, _ in .text(row.step.sketch.kind, .muted) }
                ),
                Column(
                    id: "st",
                    title: "ST",
                    width: 6,
                    priority: 0,
                    content: { row, _ in .text(row.step.state.rawValue, row.step.state.role) }
                ),
                Column(
                    id: "time",
                    title: "TIME",
                    width: 7,
                    alignment: .right,
                    priority: 1,
                    content: { row, moment in
                        .text(Figures.latency(StepWords.elapsed(row.step, now: moment.now)), .text)
                    }
                ),
                Column(
                    id: "try",
                    title: "TRY",
                    width: 4,
                    priority: 4,
                    content: { row, _ in .text(StepWords.tries(row.step), .muted) }
                ),
                Column(
                    id: "what",
                    title: "WHAT",
                    width: 16,
                    grows: 3,
                    priority: 2,
                    content: { row, _ in .text(StepWords.note(row), .muted) }
                ),
            ],
            identity: { .step($0.run, $0.index) },
            precedes: nil,
            ordering: "as they follow"
        )
    }
}

/// The words of a step.
enum StepWords {
    /// From the first dispatch to the end of the last attempt; nil before the first.
    static func elapsed(_ step: StepDetail, now: Instant) -> Duration? {
        guard let first = step.attempts.first, let last = step.attempts.last else { return nil }
        return max(.zero, (last.ended ?? max(now, first.dispatched)) - first.dispatched)
    }

    /// `2/5`; `-` before the first attempt.
    static func tries(_ step: StepDetail) -> String {
        guard let last = step.attempts.last else { return Figures.missing }
        return step.attemptsMax > 1 ? "\(last.number)/\(step.attemptsMax)" : "\(last.number)"
    }

    /// Where it was done, what it waits for, or why it failed.
    static func note(_ row: StepLine) -> String {
        let step = row.step
        var parts = [step.attempts.last?.target ?? "", step.reason].filter { !$0.isEmpty }
        if let last = step.attempts.last, let tokens = last.tokensOut {
            parts.insert("\(Figures.short(Double(tokens))) tok", at: parts.isEmpty ? 0 : 1)
        }
        if !row.alsoFeeds.isEmpty {
            parts.append("(also feeds \(row.alsoFeeds.joined(separator: ", ")))")
        }
        return parts.joined(separator: "  ")
    }
}
