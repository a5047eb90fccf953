/// One complaint about a project, with its place and the line it stands on.
///
/// Sorted by place, so that the same files always give the same list.
package struct Diagnostic: Hashable, Sendable {
    /// Whether the project can be used all the same.
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        case error
        case warning
    }

    /// Stable, for scripts: `unknown-name`, `cycle`.
    package let code: String
    package let severity: Severity
    package let place: Place
    /// Lower case, one clause.
    package let what: String
    /// A sentence; empty where `what` says it all.
    package let why: String
    /// A sentence in the imperative; may be empty.
    package let next: String
    /// The text that could stand there instead.
    package let suggestion: String?
    /// The source line, as written; empty where there is none.
    package let line: String

    init(_ complaint: Complaint, at place: Place, line: String) {
        code = complaint.code
        severity = complaint.severity
        self.place = place
        what = complaint.what
        why = complaint.why
        next = complaint.next
        suggestion = complaint.suggestion
        self.line = line
    }
}

extension Diagnostic: Comparable {
    package static func < (a: Diagnostic, b: Diagnostic) -> Bool {
        (a.place, a.code, a.what) < (b.place, b.code, b.what)
    }
}
