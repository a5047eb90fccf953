internal import Screen

/// A share as a bar in a line of text.
enum Bar {
    /// So many cells, as many of them full as the share says; in ASCII `#` and `-`.
    static func line(_ share: Double, width: Int, _ role: Role = .chart) -> TextLine {
        let full = Int((min(1, max(0, share)) * Double(width)).rounded())
        return [
            Span(String(repeating: "━", count: full), role),
            Span(String(repeating: "─", count: width - full), .border),
        ]
    }
}
