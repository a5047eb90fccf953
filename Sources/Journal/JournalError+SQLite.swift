internal import GRDB

extension JournalError {
    /// The journal's own word for whatever was thrown while it worked on `path`.
    init(_ error: any Error, at path: String) {
        switch error {
        case let error as JournalError: self = error
        case let error as DatabaseError: self = Self.named(error, at: path)
        default: self = .sqlite(path: path, code: -1, message: "\(error)")
        }
    }

    private static func named(_ error: DatabaseError, at path: String) -> JournalError {
        let message = error.message ?? "no further word"
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_CORRUPT: return .corrupt(path: path, detail: message)
        case .SQLITE_NOTADB: return .notAJournal(path: path)
        case .SQLITE_READONLY: return .readOnly(path: path)
        case .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: return .noPermission(path: path)
        // The one way to misuse a connection that GRDB leaves open: to use it after its end.
        case .SQLITE_MISUSE: return .closed(path: path)
        default:
            return .sqlite(
                path: path,
                code: error.extendedResultCode.rawValue,
                message: message
            )
        }
    }
}
