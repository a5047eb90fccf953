internal import Orchestration

/// Complaints about keys of steps that do not go together.
extension Complaint {
    /// A key that says something about another key, which is not there.
    static func idleWithout(_ needed: String, _ key: String) -> Complaint {
        Complaint(
            "idle-key",
            "\(key.quoted) means nothing without \(needed.quoted)",
            next: "Delete it, or add \(needed.quoted)."
        )
    }

    /// An element named like something that expressions already see.
    static func takenItemName(_ name: String) -> Complaint {
        Complaint(
            "taken-item-name",
            "the element of a list cannot be named \(name.quoted)",
            why: "Expressions already see something by this name.",
            next: "Choose another name with 'as'."
        )
    }
}
