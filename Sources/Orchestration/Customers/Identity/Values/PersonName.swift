/// A name as a record has it; a part that is missing is empty.
struct PersonName: Hashable, Sendable {
    let given: Letters
    let surname: Letters

    /// Nil where neither part has a letter.
    init?(given: String, surname: String) {
        self.given = Plain.letters(given)
        self.surname = Plain.letters(surname)
        if self.given.isEmpty && self.surname.isEmpty { return nil }
    }

    /// Whether it has both parts, and the given name is more than an initial.
    var isFull: Bool { given.count > 1 && !surname.isEmpty }
}

/// How far two names agree, part by part.
struct NameLikeness: Equatable {
    var given: Likeness?
    var surname: Likeness?
    /// Whether given name and surname stand in each other's place.
    var order: Likeness

    /// Compares straight, and crossed where that fits both parts better.
    init(_ one: PersonName, _ other: PersonName) {
        let straight = (
            Self.part(one.given, other.given), Self.part(one.surname, other.surname)
        )
        let crossed = (Self.part(one.given, other.surname), Self.part(one.surname, other.given))
        let fits = [crossed.0, crossed.1].allSatisfy { ($0 ?? .same) <= .near }
        if fits, Self.distance(crossed) < Self.distance(straight) {
            // Which is which nobody knows, so the closer one counts as the surname both ways round.
            let isSurnameFirst = (crossed.0 ?? .different) <= (crossed.1 ?? .different)
            (surname, given) = isSurnameFirst ? crossed : (crossed.1, crossed.0)
            order = .near
        } else {
            (given, surname, order) = (straight.0, straight.1, .same)
        }
    }

    private static func part(_ one: Letters, _ other: Letters) -> Likeness? {
        one.isEmpty || other.isEmpty ? nil : Likeness(ofNames: one, other)
    }

    private static func distance(_ parts: (Likeness?, Likeness?)) -> Int {
        (parts.0 ?? .faint).rawValue + (parts.1 ?? .faint).rawValue
    }
}

extension Likeness {
    /// Compares two given names, or two surnames.
    ///
    /// `near` is a slip of the pen, `partial` an initial, `faint` a short form.
    init(ofNames one: Letters, _ other: Letters) {
        if one.count == 1 || other.count == 1 {
            self = one.first == other.first ? .partial : .different
        } else if one == other {
            self = .same
        } else if Slip.isLikely(one, other) {
            self = .near
        } else {
            self = ShortForms.relate(one, other) ? .faint : .different
        }
    }
}
