internal import Orchestration
internal import Screen

/// What a source promises beside what it sent.
extension Console {
    /// Shows the contract of the selected source, field by field, with what broke it.
    mutating func showContract() {
        guard case .source(let name)? = selected, let row = source(name) else { return }
        mode = .reading(
            Sheet(title: "Contract of \(name): promised, and seen", lines: Self.contractLines(row))
        )
    }

    private static func contractLines(_ row: SourceRow) -> [TextLine] {
        let head = line("FIELD", "PROMISED", TextLine("SEEN", .muted), .muted)
        let promised = row.contract.map { field in
            line(field.name, field.promise, seen(field, row), .text)
        }
        let fresh = row.newFields.map { field in
            let words = "came \(Figures.count(field.count)) times"
            return line(field.kind, "not promised", TextLine(words, .warning), .warning)
        }
        guard !promised.isEmpty || !fresh.isEmpty else {
            return [TextLine("it promises no field, and none came that it does not name", .muted)]
        }
        return [head] + promised + fresh
    }

    private static func line(_ name: String, _ promise: String, _ seen: TextLine, _ role: Role)
        -> TextLine
    {
        [
            Span(Text.padded(Text.clipped(name, to: 22), to: 24), role),
            Span(Text.padded(Text.clipped(promise, to: 34), to: 36), .muted),
        ] + seen
    }

    /// What was turned away because of a field: the codes end in its name.
    private static func seen(_ field: ContractField, _ row: SourceRow) -> TextLine {
        let broken = row.rejections.filter { $0.kind.hasSuffix(":\(field.name)") }
        guard !broken.isEmpty else { return TextLine("as promised", .ok) }
        let words = broken.map { rejection in
            "\(rejection.kind.prefix { $0 != ":" }) \(Figures.count(rejection.count))"
        }
        return TextLine(words.joined(separator: ", "), .failing)
    }
}
