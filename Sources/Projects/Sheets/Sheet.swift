/// The text of one file, cut into lines.
struct Sheet: Sendable {
    /// Longer files are refused.
    static let bytesMax = 1 << 20

    let file: String
    /// The text without byte order mark, line ends as `\n`.
    let text: String
    /// Scalars, not characters: positions must cost nothing, also in one line of a megabyte.
    private let lines: [ArraySlice<Unicode.Scalar>]

    init(file: String, text: String) {
        self.file = file
        self.text = text
        lines = Array(text.unicodeScalars).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
    }

    /// Reads bytes as UTF-8.
    /// - Throws: What is wrong with them, and where.
    init(file: String, bytes: [UInt8]) throws(Flaw) {
        guard bytes.count <= Self.bytesMax else {
            throw Flaw(.tooLarge(bytes: bytes.count), at: Place(file: file))
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            throw Flaw(.notUTF8, at: Self.placeOfBadByte(in: Array(body), file: file))
        }
        self.init(file: file, text: Self.withPlainLineEnds(text))
    }

    /// The line of that number, 1-based; nil past the end.
    func line(_ number: Int) -> String? {
        guard lines.indices.contains(number - 1) else { return nil }
        return String(String.UnicodeScalarView(lines[number - 1]))
    }

    /// The place of the last scalar of the file.
    var end: Place {
        Place(file: file, line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }

    /// A place of this file, moved inside it where it lies past its end.
    func place(line: Int, column: Int, length: Int = 1) -> Place {
        guard line <= lines.count else { return end }
        let row = lines[max(0, line - 1)]
        let column = min(column, row.count + 1)
        return Place(file: file, line: line, column: column, length: length)
    }

    /// True where `text` stands literally at that position.
    func has(_ text: String, line: Int, column: Int) -> Bool {
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].dropFirst(column - 1).starts(with: text.unicodeScalars)
    }

    private static func withPlainLineEnds(_ text: String) -> String {
        guard text.utf8.contains(13) else { return text }
        var plain = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if !(scalar == "\n" && previous == "\r") {
                plain.append(scalar == "\r" ? "\n" : scalar)
            }
            previous = scalar
        }
        return String(plain)
    }

    private static func placeOfBadByte(in bytes: [UInt8], file: String) -> Place {
        let repaired = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let good = repaired.prefix { $0 != "\u{FFFD}" }
        let column = good.reversed().prefix { $0 != "\n" }.count + 1
        return Place(file: file, line: good.count(where: { $0 == "\n" }) + 1, column: column)
    }
}

/// A complaint that ends the reading of a file.
struct Flaw: Error {
    let complaint: Complaint
    let place: Place

    init(_ complaint: Complaint, at place: Place) {
        self.complaint = complaint
        self.place = place
    }
}
