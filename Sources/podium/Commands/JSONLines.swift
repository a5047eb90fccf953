internal import Foundation
internal import Orchestration

/// A file of one JSON object a line, as commands read it.
struct JSONLines {
    let file: String

    /// What was read of it, and what could not be.
    struct Content<Element> {
        var elements: [Element] = []
        /// `file:line:column: what is wrong`, in the order of the lines.
        var complaints: [String] = []

        /// Everything.
        /// - Throws: The first complaint, where there is one.
        func all() throws -> [Element] {
            if let first = complaints.first { throw Complaint(first) }
            return elements
        }
    }

    /// Reads every line that is not blank.
    ///
    /// - Parameters:
    ///   - text: The bytes of the file.
    ///   - limit: Of elements; where there are more, reading ends with a complaint.
    ///   - make: Makes an element of a line.
    /// - Returns: The elements, and a complaint for each line that gave none.
    /// - Throws: A complaint where there are more elements than `limit`.
    func read<Element>(
        _ text: [UInt8],
        limit: Int,
        _ make: (Value) throws -> Element
    ) throws -> Content<Element> {
        var content = Content<Element>()
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() where !line.allSatisfy(Self.isBlank) {
            guard content.elements.count < limit else {
                throw Complaint("\(file):\(place + 1): more than \(limit) records; split the file.")
            }
            do { content.elements.append(try make(Value(json: Array(line)))) } catch {
                content.complaints.append(explain(error, line: place + 1))
            }
        }
        return content
    }

    private func explain(_ error: any Error, line: Int) -> String {
        switch error {
        case let error as JSONError:
            "\(file):\(line):\(error.offset + 1): no JSON: \(error.message)"
        case let error as EventError: "\(file):\(line): \(error)"
        default: "\(file):\(line): \(error)"
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
}
