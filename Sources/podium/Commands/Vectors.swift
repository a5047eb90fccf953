internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium vectors`.
struct Vectors: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run reference cases of drift methods, consent or identity; print what passes.",
        discussion: """
            A file is one object of schema drift-vectors/1, or one case of consent a line (id, \
            policy, events, sent, message, expect), or one record of a customer a line, with its \
            set and its entity, which is the answer.
            """
    )

    @Argument(help: "A file of cases.", completion: .file())
    var file: String

    func run() throws {
        let text = try GivenFile.bytes(of: file)
        let limits = JSONLimits(bytes: 256 * 1024 * 1024)
        let cases: Int
        let passed: Int
        if IdentityVectors.isOne(text) {
            (cases, passed) = try IdentityVectors(file: file).run(text)
        } else if let value = try? Value(json: text, limits: limits), value["expect"] == nil {
            (cases, passed) = try drift(value)
        } else {
            (cases, passed) = try consent(text)
        }
        print("\(passed) of \(cases) cases pass")
        if passed < cases { throw ExitCode.failure }
    }

    private func drift(_ value: Value) throws -> (cases: Int, passed: Int) {
        let report: VectorReport
        do throws(VectorFileError) { report = try VectorFile(value: value).run() } catch {
            throw Complaint("\(file): \(error.explanation)")
        }
        for family in report.families {
            print(
                "\(family.name): \(family.passed) of \(family.cases), worst error \(family.worstError)"
            )
        }
        for failure in report.failures {
            let (figure, wanted) = (failure.figure, failure.expected)
            print("FAIL \(failure.id): \(figure) is \(failure.got), not \(wanted)")
        }
        return (report.cases, report.passed)
    }

    private func consent(_ text: [UInt8]) throws -> (cases: Int, passed: Int) {
        var (cases, passed) = (0, 0)
        for (place, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
            let example = try consentCase(Array(line), at: place + 1)
            cases += 1
            if example.decision == example.expected {
                passed += 1
            } else {
                print("FAIL \(example.id): \(example.decision), not \(example.expected)")
            }
        }
        guard cases > 0 else { throw Complaint("\(file) holds no case") }
        return (cases, passed)
    }

    private func consentCase(_ line: [UInt8], at number: Int) throws -> ConsentCase {
        do { return try ConsentCase(Value(json: line)) } catch let error as JSONError {
            throw Complaint("\(file):\(number):\(error.offset + 1): no JSON: \(error.message)")
        } catch let error as EventError {
            throw Complaint("\(file):\(number): no case of consent: \(error)")
        }
    }
}
