extension Likeness {
    /// Compares the letters of an address with a name: whose address they say it is.
    ///
    /// `same` says the whole name, `near` an initial and the surname, `partial` the surname with
    /// another given name before it: a relative's. `faint` begins with the given name alone.
    /// - Returns: Nil where letters or surname are too few to say anything.
    init?(owner address: MailAddress, of name: PersonName) {
        let handle = address.handle
        let surname = Plain.letters(of: name.surname)
        let given = Plain.letters(of: name.given)
        guard handle.count >= 3, !surname.isEmpty else { return nil }
        if Self.isWhole(handle, given, surname) {
            self = .same
        } else if Self.isInitialed(handle, given, surname) {
            self = .near
        } else if surname.count >= 4, Self.ends(handle, with: surname) {
            self = Self.agree(handle.dropLast(surname.count), given) ? .same : .partial
        } else {
            self = given.count >= 3 && handle.starts(with: given) ? .faint : .different
        }
    }

    private static func isWhole(_ handle: Letters, _ given: Letters, _ surname: Letters) -> Bool {
        given.count > 1 && handle.count >= 6 && EditDistance.between(handle, given + surname) <= 1
    }

    private static func isInitialed(_ handle: Letters, _ given: Letters, _ surname: Letters) -> Bool
    {
        guard let initial = given.first, handle.first == initial else { return false }
        if handle.count >= 4, EditDistance.between(handle, [initial] + surname) <= 1 { return true }
        return given.count == 1 && surname.count >= 4 && ends(handle, with: surname)
    }

    private static func ends(_ handle: Letters, with surname: Letters) -> Bool {
        EditDistance.between(handle.suffix(surname.count), surname) <= 1
    }

    private static func agree(_ before: ArraySlice<Unicode.Scalar>, _ given: Letters) -> Bool {
        !before.isEmpty && !given.isEmpty && before.prefix(3) == given.prefix(3)
    }
}
