internal import Console
internal import Foundation

/// What is saved from the screen into the working folder.
enum SavedFile {
    /// Never over a file that is there.
    static func write(_ text: String, to name: String) -> Message {
        let path = FileManager.default.currentDirectoryPath + "/" + name
        guard !FileManager.default.fileExists(atPath: path) else {
            return .told("\(name) is there already; move it away first.")
        }
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        return .told(isWritten ? "Written to \(name)." : "\(name) could not be written.")
    }
}
