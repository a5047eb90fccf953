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
        return StepTree.lines(of: detail, only: shownSteps)
    }
}

/// The tree that stands for the graph where there is no room for boxes.
enum StepTree {
    /// Every step that is shown once, below the last of its predecessors; the branches drawn before
    /// it.
    static func lines(of detail: RunDetail, only shown: [Int]) -> [StepLine] {
        let steps = detail.steps
        var isShown = Array(repeating: false, count: steps.count)
        for index in shown { isShown[index] = true }
        var children: [[Int]] = Array(repeating: [], count: steps.count)
        var alsoFed: [[Int]] = Array(repeating: [], count: steps.count)
        var roots: [Int] = []
        for index in shown {
            // Steps are listed after what they follow; anything else is drawn as a root.
            let before = steps[index].sketch.after.filter { steps.indices.contains($0) }
            let parent = before.filter { $0 < index && isShown[$0] }.max()
            if let parent { children[parent].append(index) } else { roots.append(index) }
            for other in before where other != parent { alsoFed[other].append(index) }
        }
        var lines: [StepLine] = []
        // A stack and no recursion: the depth of a graph is nobody's promise.
        var open = roots.reversed().map { (index: $0, stem: "", branch: "") }
        while let next = open.popLast() {
            lines.append(
                StepLine(
                    run: detail.row.id,
                    index: next.index,
                    stem: next.stem + next.branch,
                    step: steps[next.index],
                    alsoFeeds: alsoFed[next.index].map { steps[$0].sketch.name }
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
                .words("kind", "KIND", 7, 3, role: .muted) { $0.step.sketch.kind },
                .state { $0.step.state },
                .figure("time", "TIME", 7, 1, by: { .duration(StepWords.elapsed($0.step)) }) {
                    row,
                    moment in
                    (Figures.latency(StepWords.elapsed(row.step, now: moment.now)), .text)
                },
                .words("try", "TRY", 4, 4, role: .muted) { StepWords.tries($0.step) },
                Column(
                    id: "what",
                    title: "WHAT",
                    width: 16,
                    grows: 3,
                    priority: 2,
                    content: { row, moment in .line(StepWords.note(row, moment)) }
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

    /// The same for sorting: what still runs counts up to its newest dispatch.
    static func elapsed(_ step: StepDetail) -> Duration? {
        elapsed(step, now: step.attempts.last?.dispatched ?? .epoch)
    }

    /// How far a fan-out is: what failed and what retries stands out.
    static func line(of items: ItemCounts) -> TextLine {
        let done = items.succeeded + items.skipped
        let parts: [(Int, String, Role)] = [
            (items.failed, "failed", .failing), (items.retrying, "retrying", .retrying),
            (items.running, "running", .running), (items.waiting, "waiting", .waiting),
            (items.skipped, "skipped", .skipped),
        ]
        return TextLine(
            [Span("\(Figures.count(done)) of \(Figures.count(items.total)) done", .strong)]
                + parts.filter { $0.0 > 0 }.map {
                    Span("   \(Figures.count($0.0)) \($0.1)", $0.2)
                }
        )
    }

    /// `2/5`; `-` before the first attempt.
    static func tries(_ step: StepDetail) -> String {
        guard let last = step.attempts.last else { return Figures.missing }
        return step.attemptsMax > 1 ? "\(last.number)/\(step.attemptsMax)" : "\(last.number)"
    }

    /// Where it was done, what it waits for, or why it failed.
    static func note(_ row: StepLine, _ moment: Moment) -> TextLine {
        let step = row.step
        let target = step.attempts.last?.target ?? ""
        var parts: [String] = []
        if let tokens = step.attempts.last?.tokensOut {
            parts.append("\(Figures.short(Double(tokens))) tok")
        }
        if let items = step.items { parts.append(line(of: items).plain) }
        if !step.reason.isEmpty { parts.append(step.reason) }
        if !row.alsoFeeds.isEmpty {
            parts.append("(also feeds \(row.alsoFeeds.joined(separator: ", ")))")
        }
        let rest = TextLine(parts.joined(separator: "  "), .muted)
        guard !target.isEmpty else { return rest }
        return moment.named(target, .muted) + (parts.isEmpty ? [] : [Span("  ")]) + rest
    }
}
