/// A model that a program on this machine evaluates: a request a line in, an answer a line out.
package struct ChildModel: Hashable, Sendable {
    /// The program and its arguments; looked up as a shell would.
    package let command: [String]
    /// Environment variables it gets beside `common`, by name: no other, and so no other's key.
    package let environment: [String]
    /// Where it runs, relative to the project's folder; empty for that folder itself.
    package let folder: String
    /// Processes that share the calls.
    package let processes: Int
    /// The longest line either side may send, in bytes.
    package let lineBytesMax: Int
    /// The fields of the answer, each an expression that sees `outputs`; the outputs themselves
    /// where there are none.
    package let answer: [String: Expression]

    package init(
        command: [String],
        environment: [String] = [],
        folder: String = "",
        processes: Int = 1,
        lineBytesMax: Int = 1_048_576,
        answer: [String: Expression] = [:]
    ) {
        self.command = command
        self.environment = environment
        self.folder = folder
        self.processes = processes
        self.lineBytesMax = lineBytesMax
        self.answer = answer
    }

    /// What every program is told of where it runs; none of it is secret.
    package static let common = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"]

    /// The program's own name.
    package var program: String {
        let path = command.first ?? ""
        return String(path.split(separator: "/").last ?? path[...])
    }
}
