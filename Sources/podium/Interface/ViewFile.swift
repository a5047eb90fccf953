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
        Keymap(parsing: text(at: keymapPath(environment)))
    }

    private static func keymapPath(_ environment: [String: String]) -> String {
        let settings = environment["XDG_CONFIG_HOME"] ?? NSHomeDirectory() + "/.config"
        return environment["PODIUM_KEYMAP"] ?? settings + "/podium/keymap"
    }

    /// Writes the views whole, or not at all.
    static func keep(_ text: String) -> Message? {
        keep(text, at: path(ProcessInfo.processInfo.environment), "views")
    }

    /// Writes the operator's keys whole, or not at all.
    static func keepKeymap(_ text: String) -> Message? {
        keep(text, at: keymapPath(ProcessInfo.processInfo.environment), "keys")
    }

    private static func keep(_ text: String, at path: String, _ what: String) -> Message? {
        // Settings are often links into a folder of their own: what they lead to is written.
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
            return nil
        } catch {
            return .told("The \(what) could not be kept in \(path): \(error.localizedDescription)")
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
