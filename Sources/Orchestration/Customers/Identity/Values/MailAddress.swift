/// An e-mail address as identities compare it: in lower case, without what follows a plus.
struct MailAddress: Hashable, Sendable {
    let local: Letters
    let domain: Letters
    /// The letters before the at sign: often the owner's name.
    let handle: Letters

    /// Nil where there is no at sign with something on both sides.
    init?(_ text: String) {
        let plain = text.prefix(320).lowercased().unicodeScalars.filter {
            !$0.properties.isWhitespace
        }
        guard let sign = plain.lastIndex(of: "@") else { return nil }
        local = Array(plain[..<sign].prefix { $0 != "+" }.prefix(Plain.lengthMax))
        domain = Array(plain[plain.index(after: sign)...].prefix(Plain.lengthMax))
        handle = Plain.letters(of: Plain.letters(local.text))
        if local.isEmpty || domain.isEmpty { return nil }
    }

    var text: String { local.text + "@" + domain.text }
}

extension Likeness {
    /// Compares two addresses.
    ///
    /// `near` is one slip, or the same before the at sign; `partial` the same letters with other
    /// digits or elsewhere; `faint` an initial in place of a given name.
    init(_ one: MailAddress, _ other: MailAddress) {
        if one == other {
            self = .same
        } else if one.isSlip(of: other) {
            self = .near
        } else if min(one.handle.count, other.handle.count) < 6 {
            self = .different
        } else if Slip.isLikely(one.handle, other.handle) {
            self = .partial
        } else {
            self = one.abbreviates(other) || other.abbreviates(one) ? .faint : .different
        }
    }
}

extension MailAddress {
    fileprivate func isSlip(of other: MailAddress) -> Bool {
        if local == other.local { return true }
        return domain == other.domain && local.count >= 6
            && EditDistance.between(local, other.local) <= 1
    }

    /// Whether `lhainke` stands for `lucyhainke`.
    fileprivate func abbreviates(_ longer: MailAddress) -> Bool {
        guard handle.count >= 5, handle.count <= longer.handle.count, handle[0] == longer.handle[0]
        else { return false }
        return EditDistance.between(handle.dropFirst(), longer.handle.suffix(handle.count - 1)) <= 1
    }
}
