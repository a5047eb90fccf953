internal import Orchestration

/// The names an expression can see, and what is known of what stands behind them.
struct Sight: Sendable {
    /// What is known of a value.
    indirect enum Known: Sendable {
        case anything
        /// A map with these keys and no others.
        case fields([String: Known])
    }

    var names: [String: Known]
    /// Whether names that are not listed may exist too.
    var others = Others.none

    enum Others: Sendable {
        case none
        case possible
    }

    /// What triggers see: the event and the customer's profile.
    static func trigger(_ constants: [String: Value]) -> Sight {
        Sight(names: ["event": .anything, "profile": .anything, "constants": known(constants)])
    }

    /// What `subject` and `once` see.
    static func key(_ constants: [String: Value]) -> Sight {
        Sight(names: ["event": .anything, "constants": known(constants)])
    }

    /// What segments see.
    static func segment(_ constants: [String: Value]) -> Sight {
        Sight(names: ["profile": .anything, "constants": known(constants)])
    }

    /// What a route's targets see: the call's input.
    static func target(_ constants: [String: Value]) -> Sight {
        Sight(names: ["input": .anything, "constants": known(constants)])
    }

    /// What the rules of a model see: the entries of the input by name, and `input`, all of it.
    /// - Parameter entries: The names every caller gives; nil where a caller's input is not known.
    static func rules(_ entries: Set<String>?) -> Sight {
        var sight = Sight(names: ["input": .anything])
        guard let entries else {
            sight.others = .possible
            return sight
        }
        for entry in entries { sight.names[entry] = .anything }
        return sight
    }

    /// What steps see before their siblings' names are added.
    static func step(_ constants: [String: Value]) -> Sight {
        var sight = trigger(constants)
        sight.names["run"] = .fields(["id": .anything, "workflow": .anything, "opened": .anything])
        return sight
    }

    private static func known(_ constants: [String: Value]) -> Known {
        .fields(constants.mapValues { _ in .anything })
    }
}
