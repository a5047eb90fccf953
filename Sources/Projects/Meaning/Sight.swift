internal import Orchestration

/// The names an expression can see, and what is known of what stands behind them.
struct Sight: Sendable {
    var names: [String: Shape]
    /// Whether names that are not listed may exist too.
    var others = Others.none

    /// What is said of names that are not listed.
    enum Others: Sendable {
        case none
        case possible
    }

    /// What triggers see: the event and the customer's profile.
    static func trigger(_ constants: [String: Value]) -> Sight {
        Sight(names: ["event": .dynamic, "profile": .dynamic, "constants": shape(constants)])
    }

    /// What `subject` and `once` see.
    static func key(_ constants: [String: Value]) -> Sight {
        Sight(names: ["event": .dynamic, "constants": shape(constants)])
    }

    /// What segments see.
    static func segment(_ constants: [String: Value]) -> Sight {
        Sight(names: ["profile": .dynamic, "constants": shape(constants)])
    }

    /// What outcome rules see of the end of a run.
    static func end(_ constants: [String: Value]) -> Sight {
        Sight(names: [
            "outcome": .string, "steps": .dynamic, "event": .dynamic, "constants": shape(constants),
        ])
    }

    /// What a route's targets see: the input of a call, or the facts of a text, whose run it is and
    /// what the call is.
    static let target = Sight(names: [
        "input": .dynamic, "facts": .dynamic, "labels": .dynamic, "call": .dynamic,
    ])

    /// What the answer of a hosted model sees: its outputs by name.
    static let outputs = Sight(names: ["outputs": .dynamic])

    /// What the rules of a model see: the entries of the input by name, and `input`, all of it.
    ///
    /// `entries` are the names that every caller gives; nil where a caller's input is not known.
    static func rules(_ entries: Set<String>?) -> Sight {
        var sight = Sight(names: ["input": .dynamic])
        guard let entries else {
            sight.others = .possible
            return sight
        }
        for entry in entries { sight.names[entry] = .dynamic }
        return sight
    }

    /// What steps see before their siblings' names are added.
    static func step(_ constants: [String: Value]) -> Sight {
        var sight = trigger(constants)
        sight.names["run"] = .object([
            "workflow": .string, "subject": .string, "opened": .timestamp,
        ])
        return sight
    }

    /// The scope to check an expression in.
    func scope(for expression: Expression) -> Scope {
        guard others == .possible else { return Scope(names) }
        let mentioned = expression.references.compactMap(\.path.first).map { ($0, Shape.dynamic) }
        return Scope(names.merging(mentioned) { known, _ in known })
    }

    private static func shape(_ constants: [String: Value]) -> Shape {
        .object(constants.mapValues(Shape.init(of:)))
    }
}
