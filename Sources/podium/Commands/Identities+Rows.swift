internal import Foundation
internal import Orchestration

extension UnifiedPerson {
    static let heads = ["PERSON", "RECORD", "WITH", "BITS", "BECAUSE"]

    /// A row for each record, with what ties it to one that came before it.
    var rows: [[String]] {
        steps.map { record, tie in
            guard let tie else { return [id, record, "-", "-", "-"] }
            let with = tie.one == record ? tie.other : tie.one
            return [id, record, with, String(format: "%.1f", tie.bits), tie.brief]
        }
    }

    /// Each record once, beginning with the one the person is named by, after one it is tied to.
    private var steps: [(record: String, tie: Tie?)] {
        var steps: [(record: String, tie: Tie?)] = [(id, nil)]
        var reached: Set<String> = [id]
        var place = 0
        while place < steps.count {
            let here = steps[place].record
            for tie in ties where tie.one == here || tie.other == here {
                let next = tie.one == here ? tie.other : tie.one
                if reached.insert(next).inserted { steps.append((next, tie)) }
            }
            place += 1
        }
        return steps
    }

    var json: Value {
        [
            "person": .string(id), "records": .list(records.map(Value.string)),
            "ties": .list(ties.map(\.json)),
        ]
    }
}

extension Tie {
    /// What speaks for it and against it, in a line.
    fileprivate var brief: String {
        reasons.filter { abs($0.bits) >= 0.5 }
            .map { "\($0.trait.word) \($0.likeness.word)" }.joined(separator: ", ")
    }

    /// What speaks for it and against it, a line each.
    var lines: [String] {
        let heads = reasons.map { reason in
            let words = "  \(reason.trait.word), \(reason.likeness.word)"
            return words.padded(to: 40) + reason.bits.signed
        }
        return ["\(one) and \(other), in bits for one person:"] + heads + [
            "  any two records".padded(to: 40) + before.signed,
            "  together".padded(to: 40) + bits.signed + "   (what a household shares counts once)",
        ]
    }

    fileprivate var json: Value {
        [
            "one": .string(one), "other": .string(other), "bits": .double(bits.rounded(to: 3)),
            "reasons": .list(
                reasons.map { reason in
                    [
                        "trait": .string(reason.trait.word),
                        "likeness": .string(reason.likeness.word),
                        "bits": .double(reason.bits.rounded(to: 3)),
                    ]
                }
            ),
        ]
    }
}

extension Double {
    fileprivate func rounded(to places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        return (self * scale).rounded() / scale
    }

    /// With a sign in front and one place.
    fileprivate var signed: String { String(format: "%+.1f", self) }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(1, width - count))
    }
}
