internal import Foundation
internal import Orchestration

/// The thin part: from a folder on disk to bytes by path.
extension ProjectReader {
    /// Reads the project in a folder.
    ///
    /// Links that leave the folder, folders and devices in place of files, and unreadable files are
    /// reported like any other problem.
    /// - Parameters:
    ///   - folder: Path of the folder that holds `podium.yaml`.
    ///   - settings: Constants to override, by name.
    ///   - environment: Where `url_variable` is looked up.
    /// - Returns: The project, or why there is none.
    package static func read(
        _ folder: String,
        settings: [String: String] = [:],
        environment: [String: String] = [:]
    ) -> Reading {
        var findings = Findings()
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            findings.report(.noFolder(folder), at: Place(file: "podium.yaml"))
            return Reading(project: nil, problems: findings.diagnostics(from: [:]))
        }
        var shelf = Shelf(root: root, findings: findings)
        shelf.fill()
        return read(
            files: shelf.files,
            settings: settings,
            environment: environment,
            shelf.findings
        )
    }
}

/// Gathers the files of a folder.
private struct Shelf {
    let root: String
    var findings: Findings
    var files: [String: [UInt8]] = [:]

    init(root: String, findings: Findings) {
        self.root = root
        self.findings = findings
    }

    mutating func fill() {
        take("podium.yaml", reading: true)
        for folder in ["workflows", "templates"] {
            for name in names(in: folder) where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                take("\(folder)/\(name)", reading: true)
            }
        }
        for name in names(in: "models") { take("models/\(name)", reading: false) }
    }

    private mutating func names(in folder: String) -> [String] {
        let path = "\(root)/\(folder)"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard isInside(path) else {
            findings.report(.outsideFolder, at: Place(file: folder))
            return []
        }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            let seen = names.filter { !$0.hasPrefix(".") }
            return Array(seen.prefix(ProjectReader.filesMax + 1))
        } catch {
            findings.report(.unreadable(reason(error)), at: Place(file: folder))
            return []
        }
    }

    private mutating func take(_ path: String, reading: Bool) {
        let full = "\(root)/\(path)"
        guard isThere(full) else { return }
        if let complaint = obstacle(full) {
            findings.report(complaint, at: Place(file: path))
            return
        }
        do {
            files[path] = reading ? Array(try Data(contentsOf: URL(fileURLWithPath: full))) : []
        } catch {
            findings.report(.unreadable(reason(error)), at: Place(file: path))
        }
    }

    /// True also for a link to nowhere, which has to be reported.
    private func isThere(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path)) != nil
    }

    /// Why a file must not be read: looked at before opening, since a pipe would block for ever.
    private func obstacle(_ path: String) -> Complaint? {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard isInside(path) else { return .outsideFolder }
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: real)
            let type = attributes[.type] as? FileAttributeType
            guard type != .typeSymbolicLink else { return .unreadable("it is a link to nothing") }
            guard type == .typeRegular else { return .notAFile }
            let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
            let isText = !path.hasPrefix("\(root)/models/")
            return isText && size > Sheet.bytesMax ? .tooLarge(bytes: size) : nil
        } catch {
            return .unreadable(reason(error))
        }
    }

    private func isInside(_ path: String) -> Bool {
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return real == root || real.hasPrefix(root == "/" ? "/" : "\(root)/")
    }

    private func reason(_ error: any Error) -> String {
        (error as? CocoaError)?.code == .fileReadNoPermission
            ? "permission denied" : "the system refused"
    }
}
