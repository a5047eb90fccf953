internal import Orchestration

/// The JSON Schema of a project's files, made of the same table that the reader checks by.
///
/// Draft 2020-12; `podium schema` prints it, and editors complete and check by it. Names, arrows
/// and expressions are beyond a schema: the reader alone checks these.
package enum ProjectSchema {
    /// A kind of file.
    package enum File: String, CaseIterable, Sendable {
        /// `podium.yaml`.
        case project
        /// A file in `workflows/`.
        case workflow
        /// A file in `templates/`.
        case template

        var form: Form {
            switch self {
            case .project: .project
            case .workflow: .workflow
            case .template: .template
            }
        }
    }

    /// The schema that any file of a project meets.
    package static var json: String {
        let choices = File.allCases.map { JSON.members(["$ref": .text("#/$defs/\($0.rawValue)")]) }
        let body = JSON.members(["anyOf": .list(choices), "$defs": defs(File.allCases.map(\.form))])
        return head("A file of a Podium project").adding(body).rendered()
    }

    /// The schema of one kind of file.
    package static func json(for file: File) -> String {
        let form = file.form
        let reference = JSON.members(["$ref": .text("#/$defs/\(form.noun)")])
        let body = reference.adding(.members(["$defs": defs([form])]))
        return head(form.note).adding(body).rendered()
    }

    private static func head(_ title: String) -> JSON {
        .members([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"), "title": .text(title),
        ])
    }

    /// Every form that these forms reach, by noun.
    private static func defs(_ roots: [Form]) -> JSON {
        var waiting = roots
        var found: [String: Form] = [:]
        while let form = waiting.popLast() {
            guard found[form.noun] == nil else { continue }
            found[form.noun] = form
            waiting += form.fields.flatMap(\.type.forms)
        }
        let sorted = found.values.sorted { $0.noun < $1.noun }
        return .object(sorted.map { JSON.Member(key: $0.noun, value: $0.schema) })
    }
}

extension Form {
    /// The schema of this form.
    fileprivate var schema: JSON {
        let properties = fields.map { field in
            let note = JSON.members(["description": .text(field.note)])
            return JSON.Member(key: field.name, value: note.adding(field.type.schema))
        }
        var schema = JSON.members([
            "description": .text(note), "type": .text("object"),
            "additionalProperties": .flag(false),
            "properties": .object(properties),
        ])
        let required = fields.filter { $0.presence == .required }.map(\.name)
        if !required.isEmpty { schema = schema.adding(.members(["required": .texts(required)])) }
        if !verbs.isEmpty {
            let each = verbs.map { JSON.members(["required": .texts([$0])]) }
            schema = schema.adding(.members(["oneOf": .list(each)]))
        }
        return schema.adding(dependentRequired).adding(placements)
    }

    /// Fields that a verb cannot do without.
    private var dependentRequired: JSON {
        let members = verbs.compactMap { verb -> JSON.Member? in
            let needed = fields.filter { $0.isRequired(beside: verb) }.map(\.name)
            return needed.isEmpty ? nil : JSON.Member(key: verb, value: .texts(needed))
        }
        return members.isEmpty ? .object([]) : .members(["dependentRequired": .object(members)])
    }

    /// Fields that may stand only beside certain verbs.
    private var placements: JSON {
        let members = fields.filter { !$0.beside.isEmpty }.map { field in
            let verbs = field.beside.map { JSON.members(["required": .texts([$0])]) }
            return JSON.Member(key: field.name, value: .members(["anyOf": .list(verbs)]))
        }
        return members.isEmpty ? .object([]) : .members(["dependentSchemas": .object(members)])
    }
}

extension Field {
    fileprivate func isRequired(beside verb: String) -> Bool {
        guard case .requiredBeside(let verbs) = presence else { return false }
        return verbs.contains(verb)
    }
}

extension FieldType {
    /// The forms directly inside this type.
    fileprivate var forms: [Form] {
        switch self {
        case .form(let form): [form]
        case .list(let element): element.forms
        case .map(_, let values): values.forms
        case .either(let types): types.flatMap(\.forms)
        case .text, .name, .identifier, .duration, .rate, .count, .number, .flag, .choice,
            .expression, .path, .value:
            []
        }
    }

    /// The schema of values of this type.
    fileprivate var schema: JSON {
        switch self {
        case .text, .expression: Self.scalar
        case .path: .members(["type": .text("string"), "pattern": .text("^[^/].*$")])
        case .name: Self.string("^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")
        case .identifier: Self.string("^[A-Za-z_][A-Za-z0-9_]{0,63}$")
        case .duration: Self.string(Self.durationPattern)
        case .rate: Self.string(Self.ratePattern)
        case .count(let range):
            Self.orConstant("integer", "\(range.lowerBound)", "\(range.upperBound)")
        case .number(let range):
            Self.orConstant("number", "\(range.lowerBound)", "\(range.upperBound)")
        case .flag: .members(["type": .text("boolean")])
        case .choice(let choices): .members(["enum": .texts(choices)])
        case .value: .object([])
        case .list(let element):
            .members(["type": .text("array"), "items": element.schema])
        case .map(let keys, let values):
            .members([
                "type": .text("object"), "propertyNames": keys.schema,
                "additionalProperties": values.schema,
            ])
        case .form(let form): .members(["$ref": .text("#/$defs/\(form.noun)")])
        case .either(let types): .members(["anyOf": .list(types.map(\.schema))])
        }
    }

    /// Editors type unquoted numbers and booleans themselves; to the reader they are text.
    private static let scalar = JSON.members(["type": .texts(["string", "number", "boolean"])])

    private static let durationPattern =
        "^(constants\\.[A-Za-z_][A-Za-z0-9_]*|([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h|d))+)$"

    private static let ratePattern = "^(constants\\.[A-Za-z_][A-Za-z0-9_]*|[0-9]{1,7}/[smhd])$"

    private static func string(_ pattern: String) -> JSON {
        .members(["type": .text("string"), "pattern": .text(pattern)])
    }

    private static func orConstant(_ type: String, _ lower: String, _ upper: String) -> JSON {
        let number = JSON.members([
            "type": .text(type), "minimum": .number(lower), "maximum": .number(upper),
        ])
        return .members(["anyOf": .list([number, string("^constants\\.")])])
    }
}
