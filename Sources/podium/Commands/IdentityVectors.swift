internal import Foundation
internal import Orchestration

/// Reference cases of identity: records whose owners are known, in one or more sets.
struct IdentityVectors {
    let file: String

    /// What a set has to reach; below what was measured, so that another set of its kind passes.
    private static let precisionMin = 0.95
    private static let f1Min = 0.9

    /// Whether a text is such a file, by its first line.
    static func isOne(_ text: [UInt8]) -> Bool {
        let line = text.prefix { $0 != UInt8(ascii: "\n") }
        return (try? Value(json: Array(line)))?["entity"] != nil
    }

    /// Resolves each set on its own and prints what it reaches.
    func run(_ text: [UInt8]) throws -> (cases: Int, passed: Int) {
        let cases = try JSONLines(file: file).read(text, limit: .max, IdentityCase.init).all()
        let sets = Dictionary(grouping: cases, by: \.set).sorted { $0.key < $1.key }
        var passed = 0
        for (name, cases) in sets {
            let began = ContinuousClock.now
            let score = IdentityScore(cases)
            let took = (ContinuousClock.now - began) / .seconds(1)
            let holds = score.precision >= Self.precisionMin && score.f1 >= Self.f1Min
            passed += holds ? 1 : 0
            print(
                (holds ? "" : "FAIL ")
                    + "\(TextTable.safe(name)): \(score.line), \(String(format: "%.1f", took)) s"
            )
        }
        return (sets.count, passed)
    }
}

extension IdentityScore {
    /// In one line; shares with four places.
    fileprivate var line: String {
        let shares = [
            ("precision", precision), ("recall", recall), ("F1", f1), ("B-cubed F1", cubedF1),
        ]
        return "\(records) records, \(found) people found, \(known) known; "
            + shares.map { "\($0.0) \(String(format: "%.4f", $0.1))" }.joined(separator: ", ")
    }
}
