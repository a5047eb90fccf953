/// What a cell means.
///
/// Themes give each role its colours; no pane names a colour.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case text, muted, strong, title, border, borderFocused = "border_focused"
    case header, headerBadge = "header_badge", tab, tabSelected = "tab_selected"
    case hint, hintKey = "hint_key", breadcrumb, chip
    case selection, marked, cursor, match
    case ok, running, waiting, retrying, failing, critical, warning, paused, skipped, cooling
    case drifting, late, noData = "no_data", idle, info
    case simulated, past, readOnly = "read_only", production
    case productionFrame = "production_frame"
    case dialog, dialogTitle = "dialog_title", buttonDefault = "button_default", button
    case chart, chartSecond = "chart_second", chartThird = "chart_third", threshold, axis
    case graphEdge = "graph_edge", input, placeholder, unsafe

    /// The role whose look a theme gives this one where it was written before this one was; nil for
    /// those every theme has.
    package var standIn: Role? { self == .productionFrame ? .failing : nil }

    /// The place among `allCases`: a cheap index for tables by role.
    package var ordinal: Int {
        // An enum without payloads and with fewer than 256 cases is one byte, the case's number;
        // a test holds this against `allCases`.
        Int(withUnsafeBytes(of: self) { $0[0] })
    }
}
