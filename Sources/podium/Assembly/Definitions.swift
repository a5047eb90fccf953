internal import Foundation
internal import Orchestration
internal import Projects

/// The texts that a run pins, so that it goes on as it began whatever the project becomes.
enum Definitions {
    /// The text of each workflow with all that it was read with, by the workflow's name.
    static func texts(of project: Project, folder: String) -> [String: [UInt8]] {
        var files: [Value: Value] = [:]
        for path in paths(in: folder) {
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)") ?? Data()
            let isText = !path.hasPrefix("models/")
            files[.string(path)] = .string(isText ? String(decoding: bytes, as: UTF8.self) : "")
        }
        let constants = project.constants.mapValues { value in
            if case .string(let text) = value { return Value.string(text) }
            return .string(value.json)
        }
        var settings: [Value: Value] = [:]
        for (name, value) in constants { settings[.string(name)] = value }
        return Dictionary(
            project.workflows.map { workflow in
                let definition: Value = [
                    "workflow": .string(workflow.name), "files": .map(files),
                    "settings": .map(settings),
                ]
                return (workflow.name, definition.jsonBytes)
            },
            uniquingKeysWith: { _, last in last }
        )
    }

    private static func paths(in folder: String) -> [String] {
        let named = ["workflows", "templates", "models"].flatMap { sub in
            let names =
                (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(sub)")) ?? []
            return names.map { "\(sub)/\($0)" }
        }
        return ["podium.yaml"] + named.sorted()
    }

    /// Reads a text back into a plan; nil where this build no longer understands it.
    static func revive(_ bytes: [UInt8]) -> Plan? {
        guard let value = try? Value(json: bytes), let name = value["workflow"]?.text else {
            return nil
        }
        let files = texts(value["files"]).mapValues { Array($0.utf8) }
        let reading = ProjectReader.read(files: files, settings: texts(value["settings"]))
        guard let project = reading.project,
            let workflow = project.workflows.first(where: { $0.name == name })
        else { return nil }
        var constants: [Value: Value] = [:]
        for (name, value) in project.constants { constants[.string(name)] = value }
        return Plan(workflow, constants: .map(constants))
    }

    private static func texts(_ value: Value?) -> [String: String] {
        guard case .map(let entries)? = value else { return [:] }
        return Dictionary(
            entries.compactMap { key, value in
                guard let key = key.text, let text = value.text else { return nil }
                return (key, text)
            },
            uniquingKeysWith: { _, last in last }
        )
    }
}
