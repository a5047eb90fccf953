internal import Foundation
internal import Orchestration

/// What an order of high risk needs before it is given, as in the console: a reason, and that
/// whoever gives it says twice what is meant.
struct Assent {
    let options: OrderOptions

    /// - Throws: A complaint where there is no reason, where what was typed is not what is meant, or
    ///   where nobody can be asked and `--yes` is missing.
    func get(for action: Control.Action) throws {
        let name = TextTable.safe("\(action.verb) \(action.object)")
        guard !options.reason.isEmpty else {
            throw Complaint(
                "\(name) needs a reason: --reason TEXT. It is kept in the audit.",
                .usage
            )
        }
        guard !options.yes else { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw Complaint("\(name) asks first, and there is no terminal: add --yes.", .usage)
        }
        let asked = "\(name). Type \(TextTable.safe(action.object)) to do it: "
        try? FileHandle.standardError.write(contentsOf: Data(asked.utf8))
        guard readLine() == action.object else {
            throw Complaint("Nothing was done: that was not \(TextTable.safe(action.object)).")
        }
    }
}
