import Foundation
import Testing

@Suite struct `Identities on the command line` {
    private static let records = """
        {"id": "web", "device_id": "d-1", "email": "mia.maynard@mail.example"}
        {"id": "crm", "given_name": "Mia", "surname": "Maynard", "email": "Mia.Maynard+shop@mail.example"}
        {"id": "store", "given_name": "oscar", "surname": "kranenborg", "phone": "0458 151 407"}

        """

    /// Lives as long as the test, and its files with it.
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func file(_ text: String) throws -> String {
        let path = scratch.folder + "/records.jsonl"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func `say who is who, as a table, JSON or CSV`() throws {
        let path = try file(Self.records)
        let table = try Program.run(["identities", path, "--format", "table"])
        #expect(table.status == 0 && table.errors.isEmpty, "\(table.errors)")
        #expect(table.lines.count == 4)
        #expect(table.lines[2].hasPrefix("crm     web     crm"))
        #expect(table.lines[2].contains("e-mail same"))
        #expect(table.lines[3].hasPrefix("store   store   -"))

        let csv = try Program.run(["identities", path, "--format", "csv"])
        #expect(csv.output.hasPrefix("PERSON,RECORD,WITH,BITS,BECAUSE\r\n"))
        let json = try Program.run(["identities", path, "--format", "json"])
        let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let people = try #require(parsed as? [[String: Any]])
        #expect(people.map { $0["person"] as? String } == ["crm", "store"])
        #expect(people[0]["records"] as? [String] == ["crm", "web"])
    }

    @Test func `say why two records are one person or two`() throws {
        let path = try file(Self.records)
        let one = try Program.run(["identities", path, "--why", "crm", "web"])
        #expect(one.status == 0 && one.lines[0] == "crm and web are one person, crm.")
        #expect(one.output.contains("  e-mail, same "))
        let two = try Program.run(["identities", path, "--why", "crm", "store"])
        #expect(two.lines[0] == "crm and store are two people.")
        #expect(two.output.contains("  surname, different "))
        let nobody = try Program.run(["identities", path, "--why", "crm", "ghost"])
        #expect(nobody.status == 1 && nobody.errors.contains("No record ghost is in \(path)."))
    }

    @Test func `pass over what cannot be read, and say where it is`() throws {
        let bad = """
            {"id": "a", "email": "a@b.example"}
            {"id": "a", "email": "c@d.example"}
            {"id": "\\u001b[2J", "phone": [1]}
            {"surname": "x"}
            {"id":
            """
        let path = try file(bad)
        let some = try Program.run(["identities", path])
        #expect(some.status == 0 && some.lines.count == 2)
        #expect(some.errors.contains("\(path):2: The id a was on an earlier line"))
        #expect(some.errors.contains("\(path):3: The event's phone is not a text"))
        #expect(some.errors.contains("\(path):4: The event has no id"))
        #expect(some.errors.contains("\(path):5:7: no JSON: "))
        #expect(some.errors.contains("4 lines of \(path) were passed over."))

        let none = try Program.run(["identities", try file("{}\nnull\n")])
        #expect(none.status == 1 && none.output.isEmpty)
        #expect(none.errors.contains("holds no record that can be read"))
    }

    @Test(arguments: [["--why", "a"], ["--least", "1000"], ["--format", "html"]])
    func `ask for what they need`(arguments: [String]) throws {
        #expect(try Program.run(["identities", "x.jsonl"] + arguments).status == 2)
    }

    @Test func `hold reference cases to their bars`() throws {
        let right = """
            {"set": "s", "id": "1", "entity": "e1", "email": "mia.maynard@mail.example"}
            {"set": "s", "id": "2", "entity": "e1", "email": "mia.maynard@mail.example"}
            {"set": "s", "id": "3", "entity": "e2", "email": "oscar.kranenborg@mail.example"}
            """
        let good = try Program.run(["vectors", try file(right)])
        #expect(good.status == 0, "\(good.output) \(good.errors)")
        #expect(good.lines[0].hasPrefix("s: 3 records, 2 people found, 2 known; precision 1.0000"))
        let wrong = right.replacingOccurrences(
            of: "\"2\", \"entity\": \"e1\"",
            with: "\"2\", \"entity\": \"e3\""
        )
        let bad = try Program.run(["vectors", try file(wrong)])
        #expect(bad.status == 1 && bad.lines[0].hasPrefix("FAIL s: "))
    }
}
