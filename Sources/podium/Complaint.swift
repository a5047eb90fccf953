internal import ArgumentParser
internal import Foundation

/// An error as the person at the terminal reads it; ends the program with a failure.
struct Complaint: Error, CustomStringConvertible {
    let description: String
    let status: ExitStatus

    init(_ text: String, _ status: ExitStatus = .failed) {
        description = text
        self.status = status
    }
}

/// How lists are printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv

    /// `table` is what other tools call text.
    init?(argument: String) { self.init(rawValue: argument == "table" ? "text" : argument) }
}

/// Reads what a command is given.
enum GivenFile {
    /// The whole of a file.
    /// - Throws: A complaint that names the file and says why it cannot be read.
    static func bytes(of path: String) throws -> [UInt8] {
        do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw Complaint(
                "\(path) cannot be read.\n  Check that it exists and that you may read it."
            )
        }
    }
}
