/// Checks the five fields of a cron schedule.
///
/// Fields are lists of `*`, numbers, ranges `a-b` and steps `/n`; months and days of the week may
/// be names of three letters; Sunday is 0 or 7.
/// Source: POSIX.1-2024, `crontab`; ranges, steps and names after Vixie cron.
enum Crontab {
    private struct Field {
        let noun: String
        let range: ClosedRange<Int>
        let names: [String]
    }

    private static let fields = [
        Field(noun: "minute", range: 0...59, names: []),
        Field(noun: "hour", range: 0...23, names: []),
        Field(noun: "day", range: 1...31, names: []),
        Field(
            noun: "month",
            range: 1...12,
            names: "jan feb mar apr may jun jul aug sep oct nov dec".split(separator: " ")
                .map(String.init)
        ),
        Field(
            noun: "day of the week",
            range: 0...7,
            names: "sun mon tue wed thu fri sat".split(separator: " ").map(String.init)
        ),
    ]

    /// What is wrong with a schedule, in one clause; nil where it is sound and can come to pass.
    static func flaw(in cron: String) -> String? {
        let words = cron.split(separator: " ").map(String.init)
        guard words.count == 5 else { return "it has \(words.count) fields instead of 5" }
        var days: Set<Int> = []
        var months: Set<Int> = []
        for (word, field) in zip(words, fields) {
            guard let values = values(word, field) else {
                return "\(word.quoted) is no \(field.noun); it goes from "
                    + "\(field.range.lowerBound) to \(field.range.upperBound)"
            }
            if field.noun == "day" { days = values }
            if field.noun == "month" { months = values }
        }
        let isAnyWeekday = words[4] == "*"
        let comes = months.contains { month in days.contains { $0 <= Self.length(of: month) } }
        return comes || !isAnyWeekday ? nil : "no month it names has such a day"
    }

    private static func length(of month: Int) -> Int {
        switch month {
        case 2: 29
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func values(_ word: String, _ field: Field) -> Set<Int>? {
        var values: Set<Int> = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) {
            guard let some = part.isEmpty ? nil : stretch(String(part), field) else { return nil }
            values.formUnion(some)
        }
        return values
    }

    private static func stretch(_ part: String, _ field: Field) -> Set<Int>? {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count <= 2, let range = range(halves[0], field) else { return nil }
        guard halves.count == 2 else { return Set(range) }
        guard let step = Int(halves[1]), step >= 1, step <= field.range.upperBound else {
            return nil
        }
        let isOpen = range.count == 1 && halves[0] != "*"
        let end = isOpen ? field.range.upperBound : range.upperBound
        return Set(stride(from: range.lowerBound, through: end, by: step))
    }

    private static func range(_ text: String, _ field: Field) -> ClosedRange<Int>? {
        if text == "*" { return field.range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { number(String($0), field) }
        guard let first = ends[0], field.range.contains(first) else { return nil }
        guard ends.count > 1 else { return first...first }
        guard ends.count == 2, let last = ends[1], first <= last, field.range.contains(last) else {
            return nil
        }
        return first...last
    }

    private static func number(_ text: String, _ field: Field) -> Int? {
        if let index = field.names.firstIndex(of: text.lowercased()) {
            return index + field.range.lowerBound
        }
        guard text.utf8.count <= 2, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
