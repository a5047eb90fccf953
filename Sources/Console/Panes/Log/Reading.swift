package import Orchestration
internal import Screen

/// How the operator reads lines: broken or clipped, with times or without, with marks.
package struct Reading: Hashable, Sendable {
    /// Whether long lines are broken and not clipped.
    package var wraps = false
    /// Whether the time stands before each line.
    package var showsTimes = true
    /// Characters that are passed over at the left of clipped lines; no new line changes it.
    package var shift = 0
    /// Moments at which the operator drew a line below what had been read.
    package var marks: [Instant] = []

    package init() {}

    /// At most so many lines are drawn below what was read.
    static let marksMax = 20

    /// A step along the lines.
    static let stride = 8

    /// What is left of a text that is not shown from its beginning.
    func shifted(_ text: PaintedText) -> TextLine {
        shift > 0 && !text.spans.isEmpty
            ? TextLine("…") + text.dropping(shift + 1) : TextLine(text.spans)
    }
}

/// A line of a log or of the events, as filters see it.
struct ReadLine: FilterableRow {
    let at: Instant
    /// The step, or the word in front of an event.
    let word: String
    /// What it is about; empty in the log of one run.
    let object: String
    /// Without what was meant for a terminal.
    var text: String { painted.plain }
    /// The same with its colours.
    let painted: PaintedText

    init(at: Instant, word: String, object: String, text: String) {
        (self.at, self.word, self.object) = (at, word, object)
        painted = PaintedText(text)
    }

    var searchText: String { "\(word) \(object) \(text)" }

    func field(_ name: String) -> Value? {
        switch name {
        case "step", "word": .string(word)
        case "object": .string(object)
        case "text": .string(text)
        case "at": Value(at)
        default: nil
        }
    }

    /// The fields of a log, or of the events.
    static func fields(of pane: PaneID) -> [FilterField] {
        let names = pane == .log ? ["step", "text"] : ["word", "object", "text"]
        return names.map { FilterField(name: $0) } + [FilterField(name: "at", kind: .instant)]
    }
}

extension Console {
    /// The lines that a pane reads, oldest first, before its filter.
    func readLines(of pane: PaneID) -> [ReadLine] {
        switch pane {
        case .log:
            (detail?.log ?? []).map { .init(at: $0.at, word: $0.step, object: "", text: $0.text) }
        case .events:
            events.map {
                .init(at: $0.at, word: $0.word, object: $0.object, text: $0.text)
            }
        default: []
        }
    }

    /// The lines that pass the filter of their pane.
    func matchingLines(of pane: PaneID) -> [ReadLine] {
        let lines = readLines(of: pane)
        let filter = (try? Filter(parsing: list(of: pane).filter)) ?? .all
        return filter.root == nil ? lines : lines.filter { filter.matches($0) }
    }

    /// The lines of a log as they are drawn.
    func drawnLines(of pane: PaneID, width: Int) -> [TextLine] {
        let rows = matchingLines(of: pane)
        guard !rows.isEmpty else { return [TextLine(nothingRead(in: pane), .muted)] }
        let moment = moment()
        var marks = reading.marks[...]
        var lines: [TextLine] = []
        for row in rows {
            while let mark = marks.first, mark < row.at {
                lines.append(rule(at: marks.removeFirst(), width))
            }
            lines += drawn(row, in: pane, moment, width)
        }
        return lines + marks.map { rule(at: $0, width) }
    }

    private func nothingRead(in pane: PaneID) -> String {
        let filter = list(of: pane).filter
        if !filter.isEmpty { return "nothing matches \(filter); esc clears it" }
        switch pane {
        case .log: return "the run has said nothing yet"
        default: return "nothing has happened yet"
        }
    }

    private func rule(at mark: Instant, _ width: Int) -> TextLine {
        let text = "── read until \(Figures.clock(mark)) "
        return TextLine(text + String(repeating: "─", count: max(0, width - text.count)), .marked)
    }

    private func drawn(_ row: ReadLine, in pane: PaneID, _ moment: Moment, _ width: Int)
        -> [TextLine]
    {
        let head = head(of: row, in: pane, moment)
        let indent = Text.width(head.plain)
        guard reading.wraps, width - indent >= 20 else {
            return [head + reading.shifted(row.painted)]
        }
        return row.painted.wrapped(to: width - indent, linesMax: 200).enumerated().map {
            place,
            line in
            place == 0 ? head + line : [Span(Text.blanks(indent))] + line
        }
    }

    private func head(of row: ReadLine, in pane: PaneID, _ moment: Moment) -> TextLine {
        let time: TextLine =
            reading.showsTimes ? TextLine(Figures.clock(row.at) + " ", .muted) : []
        guard pane != .log else {
            let isOfStep = row.word == selectedStep?.sketch.name
            return time
                + TextLine(Figures.padded(row.word, to: 9) + " ", isOfStep ? .title : .muted)
        }
        return time + TextLine(Figures.padded(row.word, to: 6), EventWords.role(of: row.word))
            + moment.named(row.object)
            + TextLine(Text.blanks(max(0, 22 - Text.width(moment.plain(row.object)))) + " ")
    }

    /// Along lines that are clipped, as far as the longest of them goes.
    mutating func moveAlongLines(by step: Int) {
        let longest = matchingLines(of: focus).map(\.text.count).max() ?? 0
        let wanted = reading.shift + step * Reading.stride
        reading.shift = min(max(0, wanted), max(0, longest - Reading.stride))
        if reading.shift == 0, step < 0 { say("lines are shown from their beginning") }
    }

    /// Draws a line below what is there, to see later what came after.
    mutating func markLog() {
        reading.marks.append(now)
        if reading.marks.count > Reading.marksMax { reading.marks.removeFirst() }
        say("marked: what comes from now on stands below the line")
    }

    /// To the next line that holds what was last searched for.
    mutating func jumpInLines(by step: Int) {
        let height = rowsShown(in: focus)
        let lines = drawnLines(of: focus, width: lineWidth(of: focus)).map(\.plain)
        let needle = search.lowercased()
        let end = max(0, lines.count - height)
        let from = follows ? end : min(offsets[focus] ?? 0, end)
        let places = lines.indices.filter { lines[$0].lowercased().contains(needle) }
        let next = step > 0 ? places.first { $0 > from } : places.last { $0 < from }
        guard let next else {
            say("no \(step > 0 ? "later" : "earlier") line holds \(search)")
            return
        }
        offsets[focus] = min(end, next)
        follows = false
    }
}

extension PaneID {
    /// Whether it is a log of lines with their own filter, that may follow its end.
    var isLog: Bool { self == .log || self == .events }
}
