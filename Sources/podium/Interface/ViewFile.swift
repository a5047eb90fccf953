internal import Console
internal import Foundation

/// Where a console finds what an operator has set up, and keeps what is to be remembered.
enum ViewFile {
    /// The views that were kept.
    static func views(_ environment: [String: String]) -> [String: Locator] {
        Console.views(parsing: text(at: path(environment)))
    }

    /// The operator's keys: `PODIUM_KEYMAP`, else `podium/keymap` among the user's settings.
    static func keymap(_ environment: [String: String]) -> Keymap {
        let settings = environment["XDG_CONFIG_HOME"] ?? NSHomeDirectory() + "/.config"
        return Keymap(
            parsing: text(at: environment["PODIUM_KEYMAP"] ?? settings + "/podium/keymap")
        )
    }

    /// Writes the views whole, or not at all.
    static func keep(_ text: String) -> Message? {
        let path = path(ProcessInfo.processInfo.environment)
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
            return nil
        } catch {
            return .told("The views could not be kept in \(path): \(error.localizedDescription)")
        }
    }

    private static func path(_ environment: [String: String]) -> String {
        let state = environment["XDG_STATE_HOME"] ?? NSHomeDirectory() + "/.local/state"
        return state + "/podium/views"
    }

    /// At most 64 KiB of a file; empty where there is none.
    static func text(at path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        let data = (try? file.read(upToCount: 65_537)) ?? nil
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
