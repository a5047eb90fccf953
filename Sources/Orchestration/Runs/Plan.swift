/// A workflow made ready for running: its graph as dense arrays.
package struct Plan: Equatable, Sendable {
    package let workflow: Workflow
    /// For each step, the steps that wait for it.
    let dependents: [[Int]]
    /// For each step, whether a later expression reads its result: only then is it decoded.
    let isRead: [Bool]
    /// What expressions see as `constants`.
    let constants: Value

    package init(_ workflow: Workflow, constants: Value = .map([:])) {
        self.workflow = workflow
        self.constants = constants
        var dependents = [[Int]](repeating: [], count: workflow.steps.count)
        for (index, step) in workflow.steps.enumerated() {
            for predecessor in step.after where dependents.indices.contains(predecessor) {
                dependents[predecessor].append(index)
            }
        }
        self.dependents = dependents
        // An update's result is what later expressions call `profile`, whoever depends on it.
        isRead = workflow.steps.enumerated().map { index, step in
            if case .update = step.action { return true }
            return !dependents[index].isEmpty
        }
    }

    /// The steps that may start at once.
    var roots: [Int] { workflow.steps.indices.filter { workflow.steps[$0].after.isEmpty } }
}
