/// Numbers that stand for something: telephones, dates of birth, numbers of offices.
enum NumberText {
    /// What is left of a telephone number when country and trunk prefixes are taken off.
    ///
    /// The last nine digits: `+61 433 259 407` and `0433-259-407` are one, as are German and
    /// American numbers with and without their prefixes.
    static func phone(_ text: String) -> Letters? {
        let digits = Plain.digits(text)
        return digits.count < 5 ? nil : Array(digits.suffix(9))
    }

    /// A date as eight digits, year first; a day before the month is turned round.
    static func birth(_ text: String) -> Letters? {
        let parts = text.prefix(Plain.lengthMax).split { !$0.isASCII || !$0.isNumber }
        if parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2 {
            let padded = [parts[1], parts[0]].map { $0.count == 1 ? "0" + $0 : String($0) }
            return Array((parts[2] + padded.joined()).unicodeScalars)
        }
        let digits = Plain.digits(text)
        return digits.isEmpty ? nil : digits
    }
}

extension Likeness {
    /// Compares two numbers: `near` is one digit wrong, missing, or in its neighbour's place.
    init(ofNumbers one: Letters, _ other: Letters) {
        if one == other {
            self = .same
        } else {
            self = EditDistance.between(one, other) <= 1 ? .near : .different
        }
    }

    /// Compares two dates: `near` is one digit wrong, or day and month in each other's place.
    init(ofBirths one: Letters, _ other: Letters) {
        let isTurned =
            one.count == 8 && other.count == 8 && one[..<4] == other[..<4]
            && one[4..<6] == other[6...] && one[6...] == other[4..<6]
        self = isTurned && one != other ? .near : Likeness(ofNumbers: one, other)
    }
}
