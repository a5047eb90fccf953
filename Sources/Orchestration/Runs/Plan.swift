/// A workflow made ready for running: its graph as dense arrays.
///
/// A class, since every run of a version shares one: as a value it would be copied, field by field,
/// with each run's state.
package final class Plan: Equatable, Sendable {
    package let workflow: Workflow
    /// For each step, the steps that wait for it.
    let dependents: [[Int]]
    /// For each step, whether a later expression reads its result: only then is it decoded.
    let isRead: [Bool]
    /// The step that a step stands in for where that one fails.
    let standsInFor: [Int: Int]
    /// For each step, whether the run's own result holds its result: decoded where somebody asks.
    let isResult: [Bool]
    /// What expressions see as `constants`.
    let constants: Value

    /// - Parameters:
    ///   - workflow: What is run.
    ///   - constants: The project's.
    ///   - asked: Steps whose results are asked for at the end of a run, beside those that its own
    ///     expressions read.
    package init(
        _ workflow: Workflow,
        constants: Value = .map([:]),
        asked: Set<String> = []
    ) {
        self.workflow = workflow
        self.constants = constants
        var dependents = [[Int]](repeating: [], count: workflow.steps.count)
        for (index, step) in workflow.steps.enumerated() {
            for predecessor in step.after where dependents.indices.contains(predecessor) {
                dependents[predecessor].append(index)
            }
        }
        self.dependents = dependents
        // An update's result is what later expressions call `profile`, whether or not they name it.
        let mentioned = workflow.mentions
        var isRead = workflow.steps.map { step in
            if case .update = step.action { return true }
            return mentioned.contains(step.name) || asked.contains(step.name)
        }
        var standsInFor: [Int: Int] = [:]
        for (index, step) in workflow.steps.enumerated() {
            guard case .standIn(let other) = step.onFailure, workflow.steps.indices.contains(other)
            else { continue }
            standsInFor[other] = index
            isRead[other] = isRead[other] || isRead[index]
        }
        self.isRead = isRead
        self.standsInFor = standsInFor
        let named = workflow.result.map { Set($0.references.compactMap(\.path.first)) }
        isResult = workflow.steps.enumerated().map { index, step in
            named.map { $0.contains(step.name) } ?? dependents[index].isEmpty
        }
    }

    /// The same, with the results of more steps at hand at the end of a run.
    package func asking(_ asked: Set<String>) -> Plan {
        asked.isEmpty ? self : Plan(workflow, constants: constants, asked: asked)
    }

    /// Two plans of one text of which the same is asked are the same plan: all else follows.
    package static func == (a: Plan, b: Plan) -> Bool {
        a === b || (a.isRead == b.isRead && a.workflow == b.workflow && a.constants == b.constants)
    }

    /// A step, and all that build on it, ascending.
    func following(_ step: Int) -> [Int] {
        var found: Set<Int> = [step]
        var waiting = [step]
        while let next = waiting.popLast() {
            for dependent in dependents[next] where found.insert(dependent).inserted {
                waiting.append(dependent)
            }
            // What stands in for a step ends it, so what builds on that builds on both.
            if let covered = standsInFor[next], found.insert(covered).inserted {
                waiting.append(covered)
            }
        }
        return found.sorted()
    }

    /// The steps that may start at once.
    var roots: [Int] { workflow.steps.indices.filter { workflow.steps[$0].after.isEmpty } }
}
