internal import Orchestration
internal import Screen

extension Console {
    /// A context in lines: how it is reached and what it said last.
    func contextLines(_ name: String, _ width: Int) -> [TextLine] {
        guard let row = contextRows.first(where: { $0.context.name == name }) else { return [] }
        var lines: [TextLine] = [
            .field("context", TextLine(row.context.name, .strong)),
            .field("link", TextLine(row.link.rawValue)),
        ]
        lines += Paragraph.field("folder", row.context.folder, width)
        if !row.why.isEmpty { lines += Paragraph.field("why", row.why, width, role: .warning) }
        if let glance = row.glance {
            let environment = glance.environment
            lines.append(.field("system", "\(environment.name)   project \(environment.project)"))
            lines.append(.field("data", "of \(Figures.stamp(glance.at))"))
        }
        return lines + [[], [Span("enter ", .hintKey, .bold), Span("goes to it", .hint)]]
    }

    /// A run or an alert of a context in lines, by that system's own clock.
    func lines(about id: ObjectID, in context: String, _ width: Int) -> [TextLine] {
        guard let glance = glance(of: context) else { return [] }
        switch id {
        case .run(let id):
            let row = glance.watched.first { $0.id == id }
            return row.map { RunPane.lines($0, glance.at, width) } ?? []
        case .alert(let id):
            let row = glance.alerts.first { $0.id == id }
            return row.map { AlertPane.lines($0, glance.at, width) } ?? []
        default: return []
        }
    }
}
