internal import ArgumentParser
internal import Console
internal import Orchestration

/// What a list takes that prints in any case: the same as the twins of screens.
struct ListOptions: ParsableArguments {
    @Flag(help: "Print once and end, as it always does; for symmetry with the other screens.")
    var once = false
    @Flag(help: "Sentences in place of a table, for screen readers.") var plain = false
    @Option(help: "text (also: table), json or csv.") var format: ListFormat = .text

    func validate() throws {
        guard !(plain && format != .text) else {
            throw ValidationError("--plain is text: give no --format with it.")
        }
    }

    /// The rows as they were asked for.
    ///
    /// - Parameters:
    ///   - name: What the rows are, in a word: `runs`.
    ///   - heads: The titles of the columns.
    ///   - rows: A cell a column.
    ///   - json: The same with its own types.
    /// - Returns: What is printed.
    func text(_ name: String, heads: [String], rows: [[String]], json: @autoclosure () -> Value)
        -> String
    {
        if plain {
            let list = ListText(name: name, columns: heads.map { $0.lowercased() }, rows: rows)
            return list.sentences.map(TextTable.safe).joined(separator: "\n")
        }
        switch format {
        case .json: return json().prettyJSON
        case .csv: return TextTable(rows, heads: heads).csv
        case .text: return TextTable(rows, heads: heads).text
        }
    }
}
