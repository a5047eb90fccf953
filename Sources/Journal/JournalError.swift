package import Orchestration

/// Why the journal could not do what it was asked.
///
/// Nothing was written where a commit throws: the same batch may be committed again.
package enum JournalError: Error, Hashable, Sendable {
    /// Another process holds the journal; `process` is its id where it could be read.
    case inUse(path: String, process: Int32?)
    case isFolder(path: String)
    case missingFolder(path: String)
    case noPermission(path: String)
    case readOnly(path: String)
    /// A file of some other program.
    case notAJournal(path: String)
    /// Written by a later Podium: `found` and `known` are schema numbers.
    case newer(path: String, found: Int, known: Int)
    /// Written by an earlier Podium, and not brought up to date; only for whoever reads.
    case older(path: String)
    /// The file is no longer where it was opened: removed, moved, or another one is in its place.
    case displaced(path: String)
    /// A backup is not written over anything.
    case exists(path: String)
    case corrupt(path: String, detail: String)
    case diskFull(path: String)
    /// SQLite would not wait for the disk: `synchronous` reads back as that.
    case notDurable(path: String, synchronous: Int)
    /// A stored turn that is no list of facts.
    case undecodable(run: RunID, CodecError)
    case unknownRun(RunID)
    case badCursor(String)
    /// The journal was closed before the call.
    case closed(path: String)
    /// Anything else SQLite says; `code` is its extended result code.
    case sqlite(path: String, code: Int32, message: String)
}

extension JournalError: CustomStringConvertible {
    /// What happened, why, and what to do next, one sentence each.
    package var description: String { "\(what) \(why) \(next)" }

    /// The trouble in a few words, as a status line shows it.
    package var headline: String {
        switch self {
        case .diskFull: "journal cannot be written: disk full"
        case .readOnly: "journal cannot be written: read-only"
        case .noPermission: "journal cannot be written: no permission"
        case .corrupt: "journal is damaged"
        case .displaced: "journal was removed or replaced"
        case .inUse, .isFolder, .missingFolder, .notAJournal, .newer, .older, .notDurable:
            "journal cannot be opened"
        case .exists: "backup cannot be written"
        case .closed: "journal is closed"
        case .undecodable, .unknownRun, .badCursor: "journal cannot be read"
        case .sqlite(_, let code, _): "journal cannot be written: SQLite error \(code)"
        }
    }

    /// What could not be done.
    package var what: String {
        switch self {
        case .inUse(let path, _), .isFolder(let path), .missingFolder(let path),
            .noPermission(let path), .notAJournal(let path), .newer(let path, _, _),
            .older(let path), .notDurable(let path, _):
            "The journal \(path) cannot be opened."
        case .readOnly(let path), .diskFull(let path), .displaced(let path):
            "The journal \(path) cannot be written."
        case .exists(let path): "The backup \(path) cannot be written."
        case .corrupt(let path, _): "The journal \(path) is damaged."
        case .undecodable(let run, _): "The history of run \(run.text) cannot be read."
        case .unknownRun(let run): "Run \(run.text) got new facts."
        case .badCursor(let text): "The cursor '\(text)' cannot be used."
        case .closed(let path): "The journal \(path) cannot be used."
        case .sqlite(let path, _, _): "The journal \(path) could not do its work."
        }
    }

    /// The reason.
    package var why: String {
        switch self {
        case .inUse(_, let process?): "Process \(process) is using it."
        case .inUse(_, nil): "Another process is using it."
        case .isFolder: "It is a folder."
        case .missingFolder: "The folder it should be in does not exist."
        case .noPermission: "This user may not read and write it."
        case .readOnly: "It or its file system is read-only."
        case .notAJournal: "The file belongs to another program."
        case .newer(_, let found, let known):
            "It has format \(found), written by a newer Podium; this one knows up to \(known)."
        case .older: "It was written by an older Podium and not brought up to date yet."
        case .exists: "There is a file of that name."
        case .displaced:
            "The file was removed, moved or replaced while it was open: what is written now is lost."
        case .corrupt(_, let detail): "SQLite reports: \(detail)."
        case .diskFull: "The disk, or the size the journal may have, is full."
        case .notDurable(_, let synchronous):
            "SQLite would not wait for the disk (synchronous is \(synchronous), not 2)."
        case .undecodable(_, let error): error.description
        case .unknownRun: "The journal has no such run."
        case .badCursor: "It was not made by this journal."
        case .closed: "It was closed before."
        case .sqlite(_, let code, let message): "SQLite error \(code): \(message)."
        }
    }

    /// What the reader can do about it.
    package var next: String {
        switch self {
        case .inUse: "Attach to that process, stop it, or choose another journal."
        case .isFolder: "Name a file in it, for example journal.podium."
        case .missingFolder: "Create the folder, or choose another path."
        case .noPermission: "Change its owner or mode, or run as the user that owns it."
        case .readOnly: "Mount it writable, or choose another path."
        case .notAJournal: "Choose another path; this file was left as it was."
        case .newer: "Use the newer Podium; the journal was left as it was."
        case .older: "Run or serve the project once."
        case .exists: "Choose another name, or move that file away."
        case .displaced:
            "Put the same file back, with its -wal, or stop and restore the newest backup."
        case .corrupt: "Stop, keep a copy of the file, and restore the newest backup."
        case .diskFull: "Free some space; nothing is lost, the same work is tried again."
        case .notDurable: "Report this: the build of SQLite is not usable."
        case .undecodable: "Keep a copy of the journal and report this; other runs are unharmed."
        case .unknownRun: "Open the run before it is moved on."
        case .badCursor: "Start again from the first page."
        case .closed: "Open it again."
        case .sqlite: "Try again; if it persists, keep a copy of the journal and report this."
        }
    }
}
