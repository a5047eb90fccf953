internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium vectors`.
struct Vectors: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run reference cases of drift methods and print passes and the worst error."
    )

    @Argument(help: "A file of schema drift-vectors/1.", completion: .file())
    var file: String

    func run() throws {
        let limits = JSONLimits(bytes: 256 * 1024 * 1024)
        let value: Value
        do { value = try Value(json: try GivenFile.bytes(of: file), limits: limits) } catch let
            error as JSONError
        {
            throw Complaint("\(file) is no JSON: \(error.message), at byte \(error.offset)")
        }
        let report: VectorReport
        do { report = try VectorFile(value: value).run() } catch {
            throw Complaint("\(file): \(error)")
        }
        for family in report.families {
            print(
                "\(family.name): \(family.passed) of \(family.cases), worst error \(family.worstError)"
            )
        }
        for failure in report.failures { print("FAIL \(failure)") }
        print("\(report.passed) of \(report.cases) cases pass")
        if report.passed < report.cases { throw ExitCode.failure }
    }
}
