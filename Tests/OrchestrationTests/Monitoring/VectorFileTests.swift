import Foundation
import Testing

@testable import Orchestration

@Suite struct `A vector file` {
    @Test func `of the public cases passes in every family`() throws {
        let report = try VectorFile(value: Vectors.publicFile()).run()
        for failure in report.failures {
            Issue.record("\(failure.id) \(failure.figure): \(failure.expected), not \(failure.got)")
        }
        #expect(report.cases == 106)
        #expect(report.passed == 106)
        #expect(
            report.families.map(\.name) == [
                "psi", "ks", "js", "wasserstein", "chi2", "adwin", "page_hinkley", "ddm",
                "quantile", "burn_rate",
            ]
        )
    }

    @Test func `notices a figure that is off by more than its tolerance`() throws {
        let off = Vectors.file(psi: 0.059540043008571926)
        let report = try VectorFile(value: off).run()
        #expect(report.passed == 0)
        #expect(report.failures.map(\.figure) == ["psi"])
        #expect(try VectorFile(value: Vectors.file(psi: 0.059530043008571926)).run().passed == 1)
    }

    @Test func `counts a method it does not know as failed`() throws {
        let report = try VectorFile(value: Vectors.file(psi: 0, method: "tarot")).run()
        #expect(report.failures.map(\.figure) == ["method"])
    }

    @Test func `is refused with the reason when it is another thing`() {
        #expect(throws: VectorFileError.otherSchema("x")) {
            try VectorFile(value: ["schema": "x"])
        }
        #expect(throws: VectorFileError.noCases) {
            try VectorFile(value: ["schema": "drift-vectors/1"])
        }
        #expect(throws: VectorFileError.incomplete(place: 0)) {
            try VectorFile(value: ["schema": "drift-vectors/1", "cases": [["id": "x"]]])
        }
    }

    @Test(arguments: VectorMethod.allCases)
    func `survives a case with no input at all`(method: VectorMethod) throws {
        let hollow: Value = [
            "id": "x", "family": "f", "method": .string(method.rawValue), "input": [:],
            "expected": ["nothing": 1],
        ]
        let file = try VectorFile(value: ["schema": "drift-vectors/1", "cases": [hollow]])
        #expect(file.run().passed == 0)
    }
}

/// The vector files of the tests.
enum Vectors {
    static func publicFile() throws -> Value {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Vectors/drift-public.json"))
        return Value(foundation: try JSONSerialization.jsonObject(with: data))
    }

    static func file(psi: Double, method: String = "psi_counts") -> Value {
        let one: Value = [
            "id": "x", "family": "psi", "method": .string(method),
            "input": ["reference_counts": [55, 49], "current_counts": [44, 64]],
            "expected": ["psi": .double(psi)], "tolerance": ["abs": 1e-9, "rel": 1e-9],
        ]
        return ["schema": "drift-vectors/1", "cases": [one]]
    }
}

extension Value {
    /// What JSONSerialization gave; whole numbers and others are told apart by their text.
    init(foundation object: Any) {
        switch object {
        case let text as String: self = .string(text)
        case let list as [Any]: self = .list(list.map(Value.init(foundation:)))
        case let map as [String: Any]:
            self = .map(
                Dictionary(
                    uniqueKeysWithValues: map.map { (.string($0), Value(foundation: $1)) }
                )
            )
        case let number as NSNumber:
            let isWhole = !["d", "f"].contains(String(cString: number.objCType))
            self = isWhole ? .int(number.int64Value) : .double(number.doubleValue)
        default: self = .null
        }
    }
}

@Suite struct `Bins as Evidently makes them` {
    @Test(arguments: [1e308, .leastNonzeroMagnitude, 1e-300, 1])
    func `stand numbers at the ends of what numbers are`(scale: Double) {
        let reference = (0..<30).map { Double($0 - 15) * scale / 15 }
        for wholeNumbers in [true, false] {
            let index = EvidentlyBins.index(
                reference: reference,
                current: [-scale, scale],
                wholeNumbers: wholeNumbers
            )
            #expect(index?.isFinite != false)
        }
    }
}
