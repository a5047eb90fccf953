package import Orchestration
internal import Screen

/// The part of a large graph that is shown: a step, and what is so many levels before and after it.
package struct Neighbourhood: Hashable, Sendable {
    /// The place of the step among all of the run.
    var center: Int
    var levels = 2

    /// A run with more steps is shown in part.
    package static let stepsMax = 40

    /// At most so many levels to each side.
    static let levelsMax = 99

    /// The places of the steps, ascending.
    package func steps(of sketches: [StepSketch]) -> [Int] {
        guard sketches.indices.contains(center) else { return Array(sketches.indices) }
        var beside: [[Int]] = Array(repeating: [], count: sketches.count)
        for (index, sketch) in sketches.enumerated() {
            for before in sketch.after where sketches.indices.contains(before) {
                beside[index].append(before)
                beside[before].append(index)
            }
        }
        var found: Set<Int> = [center]
        var rim = [center]
        for _ in 0..<levels where !rim.isEmpty {
            rim = rim.flatMap { beside[$0] }.filter { found.insert($0).inserted }
        }
        return found.sorted()
    }
}

extension Console {
    /// The places of the steps that are shown; all of them while they are filtered.
    var shownSteps: [Int] {
        guard let detail else { return [] }
        guard var part = neighbourhood, list(of: .steps).filter.isEmpty else {
            return Array(detail.steps.indices)
        }
        let sketches = detail.steps.map(\.sketch)
        let shown = part.steps(of: sketches)
        // What is selected is never out of sight.
        guard let chosen = chosenStep, !shown.contains(chosen) else { return shown }
        part.center = chosen
        return part.steps(of: sketches)
    }

    /// The place of the selected step among all of the run.
    var chosenStep: Int? {
        guard case .step(_, let index)? = list(of: .steps).selection,
            detail?.steps.indices.contains(index) == true
        else { return nil }
        return index
    }

    /// The run with only the steps that are shown, and where each stood.
    var shownPart: (detail: RunDetail, places: [Int])? {
        guard let detail else { return nil }
        let places = shownSteps
        guard places.count < detail.steps.count else { return (detail, places) }
        let renamed = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
        var part = detail
        part.steps = places.map { place in
            var step = detail.steps[place]
            step.sketch.after = step.sketch.after.compactMap { renamed[$0] }
            return step
        }
        part.criticalPath = detail.criticalPath.compactMap { renamed[$0] }
        return (part, places)
    }

    /// Whether the larger and smaller keys mean something within the pane.
    var growsWithin: Bool { focus == .timeline || focus == .steps && neighbourhood != nil }

    /// More or fewer levels, around the selected step.
    mutating func widen(by levels: Int) {
        guard var part = neighbourhood, let detail else { return }
        part.center = chosenStep ?? part.center
        part.levels = min(max(1, part.levels + levels), Neighbourhood.levelsMax)
        neighbourhood = part
        arrange(.steps)
        settle(.steps)
        if shownSteps.count == detail.steps.count { say("all steps are shown") }
    }

    /// `12 of 1,000 steps, 2 levels each way (+ <)`; empty where all are shown.
    var partNote: String {
        guard let part = neighbourhood, let all = detail?.steps.count else { return "" }
        let shown = shownSteps.count
        guard shown < all else { return "" }
        let levels = part.levels == 1 ? "1 level" : "\(part.levels) levels"
        return "\(Figures.count(shown)) of \(Figures.count(all)) steps, \(levels) each way (+ <)"
    }
}
