internal import Screen

/// A line of parts of which the least important become shorter, then go, until the rest fits.
struct Fitting {
    /// Something to say, in as many words as there is room for.
    struct Part {
        /// The longest first.
        let forms: [Form]
        let isRight: Bool

        /// Words, and how much they matter: 0 is always said, and the greater the rank the sooner
        /// they are left out.
        struct Form {
            let line: TextLine
            let rank: Int
            /// Measured once: forms are tried again and again.
            let width: Int
        }

        init(
            _ line: TextLine,
            rank: Int,
            isRight: Bool = false,
            else shorter: (line: TextLine, rank: Int)? = nil
        ) {
            let all = [(line: line, rank: rank)] + (shorter.map { [$0] } ?? [])
            forms = all.map { Form(line: $0.line, rank: $0.rank, width: Text.width($0.line.plain)) }
            self.isRight = isRight
        }
    }

    let parts: [Part]

    /// Draws what fits; what is always said is clipped where even that does not.
    func draw(in grid: inout Grid, row: Int = 0) {
        let width = grid.size.columns
        let lines = self.lines(in: width)
        var at = 0
        for (part, line) in zip(parts, lines) where !part.isRight {
            at = grid.write(line, column: at, row: row, limit: width - at)
        }
        var end = width
        for (part, line) in zip(parts, lines).reversed() where part.isRight {
            end -= Text.width(line.plain)
            grid.write(line, column: max(at, end), row: row, limit: width - max(at, end))
        }
    }

    /// What each part says: what matters most is taken first, then whatever there is room for.
    private func lines(in width: Int) -> [TextLine] {
        var said: [Int?] = parts.map { part in part.forms.firstIndex { $0.rank == 0 } }
        func cells(_ part: Int) -> Int { said[part].map { parts[part].forms[$0].width } ?? 0 }
        var room = width - parts.indices.reduce(0) { $0 + cells($1) }
        let wishes = parts.indices.flatMap { part in
            parts[part].forms.indices.map { (part: part, form: $0) }
        }
        .filter { parts[$0.part].forms[$0.form].rank > 0 }
        .sorted { parts[$0.part].forms[$0.form].rank < parts[$1.part].forms[$1.form].rank }
        for (part, form) in wishes where form < said[part] ?? .max {
            let more = parts[part].forms[form].width - cells(part)
            guard more <= room else { continue }
            room -= more
            said[part] = form
        }
        return zip(parts, said).map { part, form in form.map { part.forms[$0].line } ?? [] }
    }
}
