/// A file of cases whose answers are known, of the schema `drift-vectors/1`.
///
/// Reads the parsed JSON and runs every case against the product's own methods.
package struct VectorFile: Sendable {
    package static let schema = "drift-vectors/1"

    struct Case: Sendable {
        let id: String
        let family: String
        let method: String
        let params: Value
        let input: Value
        let expected: [String: Value]
        let tolerance: Tolerance
        /// Figures that may be left out.
        let optional: Set<String>
    }

    struct Tolerance: Sendable {
        var absolute = 0.0
        var relative = 0.0
        /// Figures that must agree to the last digit.
        var exact: Set<String> = []
    }

    let cases: [Case]

    /// Takes the parsed file.
    /// - Throws: `VectorFileError` where it is of another schema, or a case lacks a part.
    package init(value: Value) throws(VectorFileError) {
        let schema = value["schema"]?.text
        guard schema == Self.schema else { throw .otherSchema(schema ?? "") }
        guard let elements = value["cases"]?.elements, !elements.isEmpty else { throw .noCases }
        var cases: [Case] = []
        for (place, element) in elements.enumerated() {
            guard let one = Case(value: element) else { throw .incomplete(place: place) }
            cases.append(one)
        }
        self.cases = cases
    }

    /// Runs every case.
    package func run() -> VectorReport {
        var report = VectorReport()
        for one in cases { report.note(one, outcomes: one.run()) }
        return report
    }
}

/// Why a vector file cannot be run.
package enum VectorFileError: Error, Hashable, Sendable {
    case otherSchema(String)
    case noCases
    case incomplete(place: Int)

    /// What · why · next.
    package var explanation: String {
        switch self {
        case .otherSchema(let schema):
            schema.isEmpty
                ? "The file names no schema; `\(VectorFile.schema)` can be run."
                : "The file's schema is `\(schema)`; only `\(VectorFile.schema)` can be run."
        case .noCases: "The file has no `cases`. Is it a vector file?"
        case .incomplete(let place):
            "Case \(place + 1) lacks one of: id, family, method, input, expected. Complete it."
        }
    }
}

/// How the cases of a file went, by family.
package struct VectorReport: Hashable, Sendable {
    package struct Family: Hashable, Sendable {
        package let name: String
        package internal(set) var cases = 0
        package internal(set) var passed = 0
        /// The greatest distance of a figure from its expectation, relative where that is more
        /// than 1; figures that must be exact do not count.
        package internal(set) var worstError = 0.0
    }

    /// A figure that is not what it should be.
    package struct Failure: Hashable, Sendable {
        package let id: String
        package let figure: String
        package let expected: String
        package let got: String
    }

    /// In the order of the file.
    package private(set) var families: [Family] = []
    package private(set) var failures: [Failure] = []

    package var cases: Int { families.reduce(0) { $0 + $1.cases } }
    package var passed: Int { families.reduce(0) { $0 + $1.passed } }

    mutating func note(_ one: VectorFile.Case, outcomes: [VectorFile.Outcome]) {
        let place =
            families.firstIndex { $0.name == one.family }
            ?? {
                families.append(Family(name: one.family))
                return families.count - 1
            }()
        let failed = outcomes.compactMap(\.failure)
        families[place].cases += 1
        families[place].passed += failed.isEmpty ? 1 : 0
        for outcome in outcomes {
            families[place].worstError = max(families[place].worstError, outcome.error)
        }
        failures += failed
    }
}
