internal import Glibc

/// How often each name occurs in the records.
struct NameCounts: Sendable {
    enum Part { case given, surname }

    private var given: [Letters: Int] = [:]
    private var surnames: [Letters: Int] = [:]
    private var givenTotal = 0
    private var surnamesTotal = 0

    /// Names of a usual frequency that are thought to have been seen before: in a file of ten
    /// records each name is a tenth of all, and common all the same.
    private static let seenBefore = 200.0
    /// No name says more than so many bits beyond a usual one, or less.
    private static let bitsMax = 3.0

    init(_ records: [CustomerRecord]) {
        for name in records.compactMap(\.name) {
            if !name.given.isEmpty {
                given[name.given, default: 0] += 1
                givenTotal += 1
            }
            if !name.surname.isEmpty {
                surnames[name.surname, default: 0] += 1
                surnamesTotal += 1
            }
        }
    }

    /// Bits that a name which agrees says beyond a usual one; below zero for a common name.
    ///
    /// - Parameters:
    ///   - name: The name; nil says nothing.
    ///   - part: Which part of a name it is.
    ///   - usual: How often the names of two people agree.
    /// - Returns: -3 ... 3.
    func rarity(of name: Letters?, _ part: Part, _ usual: Double) -> Double {
        guard let name else { return 0 }
        let (count, total) =
            switch part {
            case .given: (given[name] ?? 0, givenTotal)
            case .surname: (surnames[name] ?? 0, surnamesTotal)
            }
        let share =
            (Double(count) + Self.seenBefore * usual) / (Double(total) + Self.seenBefore)
        return max(-Self.bitsMax, min(Self.bitsMax, log2(usual / share)))
    }
}
