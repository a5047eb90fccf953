package import Orchestration

/// What reading a project gave.
package struct Reading: Sendable {
    /// The project; nil where an error was found.
    package let project: Project?
    /// Everything that was found, sorted by file, line and column.
    package let problems: [Diagnostic]

    /// Whether an error, not a mere warning, was found.
    package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}
