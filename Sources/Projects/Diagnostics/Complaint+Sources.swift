/// Complaints about what sources promise.
extension Complaint {
    /// A check with nothing but a field.
    static func idleCheck(_ field: String) -> Complaint {
        Complaint(
            "idle-check",
            "the check of \(field.quoted) promises nothing",
            next: "Give min, max, values, unique_within or missing_at_most, or delete it."
        )
    }

    /// A least that is above the greatest.
    static func emptyRange(_ what: String) -> Complaint {
        Complaint(
            "empty-range",
            "the min of \(what.quoted) is greater than its max",
            why: "Nothing lies between them, so every event would break the contract.",
            next: "Swap the two."
        )
    }

    /// Bounds or texts for a field of a type that has none.
    static func checkOfType(_ key: String, _ field: String, _ type: String) -> Complaint {
        Complaint(
            "check-of-type",
            "'\(key)' does not fit \(field.quoted), whose type is \(type)",
            why:
                "min and max hold of numbers; values and unique_within of texts, numbers and bools.",
            next: "Check another field, or mend its type in 'fields'."
        )
    }

    /// A share of missing values for a field that may never be missing.
    static func neverMissing(_ field: String) -> Complaint {
        Complaint(
            "never-missing",
            "\(field.quoted) is in 'fields', so no event may lack it",
            why: "An event without it is rejected before shares are counted.",
            next: "Take it out of 'fields', or delete missing_at_most."
        )
    }

    /// What becomes of an event, for a check that no single event can break.
    static func breachOfMany(_ field: String) -> Complaint {
        Complaint(
            "breach-of-many",
            "no single event can break the check of \(field.quoted)",
            why: "missing_at_most is a share of the last hour's events: it can only warn.",
            next: "Delete 'on_breach', or give min, max, values or unique_within."
        )
    }

    /// A holiday that is no day.
    static func badHoliday(_ text: String) -> Complaint {
        Complaint(
            "bad-holiday",
            "\(text.quoted) is no day",
            next: "Write it as 2026-12-25."
        )
    }

    /// What is expected on days that nobody named.
    static let noHolidays = Complaint(
        "no-holidays",
        "'on_holidays' says what is expected on 'holidays', and there are none",
        next: "Give holidays: [2026-12-25], or delete it."
    )

    /// A volume without bounds.
    static let idleVolume = Complaint(
        "idle-volume",
        "the volume has neither min nor max",
        next: "Give one of them, or delete it: what is usual is learned anyway."
    )
}
