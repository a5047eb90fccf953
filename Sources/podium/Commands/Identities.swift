internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium identities`.
struct Identities: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find out which records of customers are one person, and say why.",
        discussion: """
            FILE holds one JSON object a line: id, and what is known of given_name, surname, \
            date_of_birth, phone, email, device_id, user_id, soc_sec_id, street_number, address_1, \
            address_2, suburb, postcode and state. Nothing is changed anywhere.
            """
    )

    @Argument(help: "A file of records.", completion: .file())
    var file: String

    @Option(
        parsing: .upToNextOption,
        help: "Two ids: say why they are one person, or are not."
    )
    var why: [String] = []

    @Option(
        help: "Bits above even odds that it takes; more of them mix up fewer and miss more."
    )
    var least = 0.0

    @OptionGroup var list: ListOptions

    /// No file of more is meant for one machine's memory.
    private static let recordsMax = 200_000
    /// Complaints that are printed; the others are counted.
    private static let complaintsMax = 20

    func validate() throws {
        guard why.isEmpty || why.count == 2 else {
            throw ValidationError("--why takes two ids of records.")
        }
        guard (-20...100).contains(least) else { throw ValidationError("--least is -20 to 100.") }
    }

    func run() throws {
        let records = try read()
        let resolution = IdentityResolution(records, least: least)
        if let one = why.first, let other = why.last {
            print(try explain(one, other, resolution).map(TextTable.safe).joined(separator: "\n"))
        } else {
            let rows = resolution.persons.flatMap(\.rows)
            let json = Value.list(resolution.persons.map(\.json))
            print(list.text("identities", heads: UnifiedPerson.heads, rows: rows, json: json))
        }
    }

    /// The records of the file; what cannot be read is told and passed over.
    private func read() throws -> [CustomerRecord] {
        var seen: Set<String> = []
        let content = try JSONLines(file: file).read(
            GivenFile.bytes(of: file),
            limit: Self.recordsMax
        ) { value in
            let record = try CustomerRecord(value)
            guard seen.insert(record.id).inserted else { throw RepeatedRecord(id: record.id) }
            return record
        }
        let complaints = content.complaints
        for line in complaints.prefix(Self.complaintsMax) { tell(line) }
        if !complaints.isEmpty { tell("\(complaints.count) lines of \(file) were passed over.") }
        guard !content.elements.isEmpty else {
            throw Complaint("\(file) holds no record that can be read.")
        }
        return content.elements
    }

    private func tell(_ line: String) {
        let safe = Data((TextTable.safe(line) + "\n").utf8)
        try? FileHandle.standardError.write(contentsOf: safe)
    }

    private func explain(_ one: String, _ other: String, _ resolution: IdentityResolution) throws
        -> [String]
    {
        for id in [one, other] where resolution.person(of: id) == nil {
            throw Complaint("No record \(TextTable.safe(id)) is in \(file).")
        }
        guard let person = resolution.person(of: one), let tie = resolution.tie(one, other) else {
            return []
        }
        guard let path = person.path(from: one, to: other) else {
            return ["\(one) and \(other) are two people.", ""] + tie.lines
        }
        let verdict = "\(one) and \(other) are one person, \(person.id)."
        if path.count < 2 { return [verdict, ""] + tie.lines }
        let steps = path.flatMap { [""] + $0.lines }
        return [verdict, ""] + tie.lines + ["", "What brought them together:"] + steps
    }
}

/// Why a second record of one id is not taken in.
private struct RepeatedRecord: Error, CustomStringConvertible {
    let id: String

    var description: String {
        "The id \(id) was on an earlier line; give each record an id of its own."
    }
}
