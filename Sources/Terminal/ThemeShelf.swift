internal import Glibc

/// Where themes are found: a folder of files, and those that come with the program.
package struct ThemeShelf: Sendable {
    /// The folder; nil when none was found.
    package let folder: String?

    /// A shelf over a folder.
    package init(folder: String?) { self.folder = folder }

    /// The shelf of this program.
    ///
    /// `PODIUM_THEMES`, else `Themes` in a folder above the program (a clone with its build
    /// folder), else `share/podium/themes` beside the program's own folder (an installation).
    /// - Parameters:
    ///   - environment: Where `PODIUM_THEMES` is looked for.
    ///   - executable: The path of the program; by default the running one's.
    /// - Returns: A shelf, with nothing but what comes with the program when there is no folder.
    package static func found(
        environment: [String: String],
        executable: String = runningExecutable
    ) -> ThemeShelf {
        if let folder = environment["PODIUM_THEMES"], !folder.isEmpty {
            return ThemeShelf(folder: folder)
        }
        var parts = executable.split(separator: "/").dropLast()
        var candidates = ["/" + parts.dropLast().joined(separator: "/") + "/share/podium/themes"]
        while !parts.isEmpty {
            candidates.append("/" + parts.joined(separator: "/") + "/Themes")
            parts = parts.dropLast()
        }
        return ThemeShelf(folder: candidates.first { access($0 + "/dark.theme", R_OK) == 0 })
    }

    /// The path of the running program, links resolved.
    package static var runningExecutable: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names of all themes, in order.
    package var names: [String] {
        var names = Set(Theme.shipped.keys)
        if let folder, let directory = opendir(folder) {
            defer { closedir(directory) }
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name.hasSuffix(".theme") { names.insert(String(name.dropLast(6))) }
            }
        }
        return names.sorted()
    }

    /// When the file of a theme was last written; nil where it has none.
    ///
    /// Costs one look into the folder: a console asks every second.
    package func written(_ name: String) -> Int64? {
        var status = stat()
        guard folder != nil, stat(path(of: name), &status) == 0 else { return nil }
        return Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }

    /// Reads a theme and what it inherits from.
    ///
    /// - Throws: `ThemeError` with file, line and column.
    package func theme(named name: String) throws(ThemeError) -> Theme {
        var chain: [ThemeFile] = []
        var next = name
        // Longer chains are circles.
        while chain.count < 8 {
            let file = try self.file(named: next, askedBy: chain.last)
            chain.append(file)
            guard let parent = file.inherits else {
                return try Theme(name: name, chain: chain)
            }
            next = parent.text
        }
        throw ThemeError(file: path(of: name), line: 0, column: 0, message: "inherits in a circle")
    }

    private func path(of name: String) -> String {
        folder.map { "\($0)/\(name).theme" } ?? "\(name).theme"
    }

    private func file(
        named name: String,
        askedBy child: ThemeFile?
    ) throws(ThemeError) -> ThemeFile {
        let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        if isName, folder != nil, let text = Self.text(of: path(of: name)) {
            return try ThemeFile(text, file: path(of: name))
        }
        if let text = Theme.shipped[name] { return try ThemeFile(text, file: "\(name).theme") }
        let known = "there is no theme `\(name)`; the themes are \(names.joined(separator: ", "))"
        let message =
            folder == nil ? "\(known). PODIUM_THEMES names a folder with more" : known
        if let child, let word = child.inherits { throw child.error(word, message) }
        throw ThemeError(file: path(of: name), line: 0, column: 0, message: message)
    }

    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: ThemeFile.bytesMax + 1)
        var length = 0
        while length < buffer.count {
            let count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress?.advanced(by: length), bytes.count - length)
            }
            guard count > 0 else { break }
            length += count
        }
        return String(decoding: buffer.prefix(length), as: UTF8.self)
    }
}
