/// What is wrong, why it matters and what to do next, without the place.
///
/// Every complaint is made by one of the factories in the files beside this one, so that the
/// sentences stand together and read alike.
struct Complaint: Hashable, Sendable {
    /// Stable, for scripts: `unknown-name`, `cycle`.
    let code: String
    let severity: Diagnostic.Severity
    /// Lower case, one clause: it follows `error:`.
    let what: String
    /// A sentence; empty where `what` says it all.
    let why: String
    /// A sentence in the imperative; empty where there is nothing to do but look.
    let next: String
    /// The text that could stand there instead.
    let suggestion: String?

    init(
        _ code: String,
        _ what: String,
        why: String = "",
        next: String = "",
        suggestion: String? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        self.code = code
        self.severity = severity
        self.what = what
        self.why = why
        self.next = next
        self.suggestion = suggestion
    }

    /// The same complaint for another reason.
    func because(_ why: String) -> Complaint {
        Complaint(code, what, why: why, next: next, suggestion: suggestion, severity: severity)
    }
}

extension String {
    /// The text in single quotes, cut to 60 characters and free of control characters.
    var quoted: String {
        let shown = unicodeScalars.prefix(60).map { $0.isDrawable ? Character($0) : "·" }
        return "'" + String(shown) + (unicodeScalars.count > 60 ? "…'" : "'")
    }
}

extension Unicode.Scalar {
    /// False for what could move a cursor, hide text or turn its direction.
    var isDrawable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
            .privateUse:
            false
        default: true
        }
    }
}
