package import Orchestration

/// What a dialog is made of.
extension Confirmation {
    /// An object and the version the operator saw.
    package struct Seen: Hashable, Sendable {
        package let id: ObjectID
        package let name: String
        package let version: Int64?
    }

    /// One way to do it: an action for each object seen, in the same order.
    package struct Choice: Hashable, Sendable {
        package let title: String
        package let actions: [Control.Action]
        /// What the operator has to add.
        package let blanks: [Blank]
        /// Whose starts between two moments the first action is done for, one by one; nil where the
        /// actions are what is done.
        package let schedule: Schedule?
        /// What must be typed before this way; nil for what the dialog asks for.
        package let expected: String?
        /// The word on the button, where it is not the dialog's.
        package let button: String?
        /// How long it lasts, where the operator is not asked.
        package let lasting: String

        package init(
            _ title: String,
            _ actions: [Control.Action],
            blanks: [Blank] = [],
            schedule: Schedule? = nil,
            expected: String? = nil,
            button: String? = nil,
            lasting: String = ""
        ) {
            self.title = title
            self.actions = actions
            self.blanks = blanks
            self.schedule = schedule
            self.expected = expected
            self.button = button
            self.lasting = lasting
        }
    }

    /// The first so many of what was seen.
    package struct Reach: Hashable, Sendable {
        package let title: String
        package let count: Int
    }

    /// Whether the operator has to say why.
    package enum Remark: Hashable, Sendable {
        case required
        /// What is kept where nothing is said.
        case optional(String)
    }

    /// What can have the focus, in tab order.
    package enum Field: Hashable, Sendable {
        case choices, reach, openRuns, name
        case blank(Blank.Kind)
        case reason, back, confirm
    }

    /// What a key led to.
    package enum Verdict: Hashable, Sendable { case open, closed, confirmed }
}
