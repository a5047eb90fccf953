/// Collects what is wrong while a project is read.
struct Findings {
    /// Past this many errors a list helps nobody.
    static let countMax = 500

    private var found: [(Complaint, Place)] = []

    /// True once an error, not a mere warning, was found.
    private(set) var hasErrors = false

    /// Notes a complaint at a place; the same one is noted once.
    mutating func report(_ complaint: Complaint, at place: Place) {
        if complaint.severity == .error { hasErrors = true }
        guard found.count < Self.countMax else { return }
        found.append((complaint, place))
    }

    /// The sorted diagnostics, each with its source line.
    func diagnostics(from sheets: [String: Sheet]) -> [Diagnostic] {
        let all = found.map { complaint, place in
            Diagnostic(complaint, at: place, line: sheets[place.file]?.line(place.line) ?? "")
        }
        return Set(all).sorted()
    }
}
