internal import Orchestration
internal import Projects
internal import Testing

/// A spoilt project and what is said of it.
struct Slip: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    /// The whole first diagnostic, as text.
    let said: [String]

    var testDescription: String { name }
}

@Suite struct `A project with one slip` {
    @Test(arguments: [
        Slip(
            name: "step",
            old: "churn.probability > constants.limit",
            new: "chrun.probability > constants.limit",
            said: []
        )
    ])
    func `is told what, where, why and what next`(slip: Slip) {
        print(Small.report(slip.old, slip.new))
    }
}
