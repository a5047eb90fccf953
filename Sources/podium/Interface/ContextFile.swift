internal import Console
internal import Foundation

/// Where the names of engines are kept: those the operator gave, and those that were seen.
///
/// A line is `NAME = FOLDER`; the operator's file is never written.
enum ContextFile {
    /// All that are known; a name of the operator's goes before one that was only seen.
    ///
    /// - Parameters:
    ///   - here: The folder of the engine that is shown; it gets a name where it has none.
    ///   - environment: Where `PODIUM_CONTEXTS` and the user's folders are looked up.
    /// - Returns: The operator's in their order, then those seen, the newest first.
    static func contexts(here: String?, _ environment: [String: String]) -> [Context] {
        var all = read(named(environment))
        let seen = read(seen(environment)).filter { isThere($0) }
        for context in seen where !all.contains(where: { $0.folder == context.folder }) {
            all.append(Context(name: free(context.name, all), folder: context.folder))
        }
        if let here, !all.contains(where: { $0.folder == here }) {
            all.append(Context(name: free(name(of: here), all), folder: here))
        }
        return all
    }

    /// The folder of a context that the operator typed the name of.
    static func folder(of name: String, _ environment: [String: String]) throws -> String {
        let all = contexts(here: nil, environment)
        if let context = all.first(where: { $0.name == name }) { return context.folder }
        let names = all.map(\.name).joined(separator: ", ")
        throw Complaint(
            "there is no context \(name); "
                + (names.isEmpty ? "none is known yet" : "there are \(names)")
                + "\n  Name one in \(named(environment)): NAME = FOLDER",
            .usage
        )
    }

    /// Remembers an engine that was shown, the newest first; twenty are kept.
    static func note(_ context: Context, _ environment: [String: String]) {
        let path = seen(environment)
        let others = read(path).filter { $0.folder != context.folder && isThere($0) }
        let lines = ([context] + others.prefix(19)).map { "\($0.name) = \($0.folder)\n" }
        let folder = (path as NSString).deletingLastPathComponent
        // What cannot be remembered is no reason to stop.
        try? FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try? Data(lines.joined().utf8).write(to: URL(filePath: path), options: .atomic)
    }

    /// A folder as it is told apart from others: from the root, without `..` and links.
    static func absolute(_ folder: String) -> String {
        URL(filePath: (folder as NSString).expandingTildeInPath).resolvingSymlinksInPath().path
    }

    private static func read(_ path: String) -> [Context] {
        var contexts: [Context] = []
        for line in ViewFile.text(at: path).split(whereSeparator: \.isNewline).prefix(200) {
            let parts = line.prefix { $0 != "#" }.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = plain(parts[0].trimmingCharacters(in: .whitespaces))
            let folder = parts[1].trimmingCharacters(in: .whitespaces)
            guard !name.isEmpty, !folder.isEmpty, !contexts.contains(where: { $0.name == name })
            else { continue }
            contexts.append(Context(name: name, folder: absolute(folder)))
        }
        return contexts
    }

    /// The last part of a folder that says something: `retention` for `retention/.podium`.
    private static func name(of folder: String) -> String {
        let parts = folder.split(separator: "/").map(String.init)
        return plain(parts.last { !$0.hasPrefix(".") } ?? "here")
    }

    private static func free(_ name: String, _ taken: [Context]) -> String {
        let names = Set(taken.map(\.name))
        guard names.contains(name) else { return name }
        return (2...).lazy.map { "\(name)-\($0)" }.first { !names.contains($0) } ?? name
    }

    private static func plain(_ name: String) -> String {
        String(
            name.prefix(40).map {
                $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-"
            }
        )
    }

    private static func isThere(_ context: Context) -> Bool {
        FileManager.default.fileExists(atPath: context.folder + "/journal.db")
    }

    private static func named(_ environment: [String: String]) -> String {
        let settings = environment["XDG_CONFIG_HOME"] ?? NSHomeDirectory() + "/.config"
        return environment["PODIUM_CONTEXTS"] ?? settings + "/podium/contexts"
    }

    private static func seen(_ environment: [String: String]) -> String {
        let state = environment["XDG_STATE_HOME"] ?? NSHomeDirectory() + "/.local/state"
        return state + "/podium/contexts"
    }
}
