package import Orchestration

/// A JSON schema that an endpoint holds an answer to.
///
/// Source: OpenAI API reference, "Structured outputs"; llama.cpp turns the schema into a grammar.
package struct AnswerShape: Hashable, Sendable {
    /// What the endpoint calls it: letters, digits, `_` and `-`.
    package let name: String
    package let schema: Value

    package init(name: String, schema: Value) {
        self.name = name
        self.schema = schema
    }

    /// One text under one name.
    package static func text(_ field: String) -> AnswerShape {
        AnswerShape(
            name: field,
            schema: [
                "type": "object", "properties": .map([.string(field): ["type": "string"]]),
                "required": .list([.string(field)]), "additionalProperties": false,
            ]
        )
    }

    /// Refuses an answer that was cut, is no JSON object, or lacks what the schema requires.
    ///
    /// The rest is the endpoint's word: what is used of an answer is checked where it is used.
    func check(_ reply: ChatReply) throws(Failure) {
        guard reply.finish != .length else {
            throw Failure(.badOutput, "The answer was cut before its JSON was whole.")
        }
        guard case .map(let fields)? = try? Value(json: Array(reply.text.utf8)) else {
            throw Failure(.badOutput, "The answer is no JSON object, though a schema was sent.")
        }
        guard case .list(let required)? = schema["required"] else { return }
        for name in required where fields[name] == nil {
            throw Failure(.badOutput, "The answer lacks `\(name.plainText ?? "")`.")
        }
    }
}

/// `response_format`, as OpenAI-compatible servers read it.
struct ResponseFormat: Encodable {
    struct Schema: Encodable {
        let name: String
        let strict = true
        let schema: JSONFragment
    }
    let type = "json_schema"
    let json_schema: Schema

    init(_ shape: AnswerShape) {
        json_schema = Schema(name: shape.name, schema: JSONFragment(shape.schema))
    }
}

/// A value inside a body that is encoded.
struct JSONFragment: Encodable {
    private let value: Value

    init(_ value: Value) { self.value = value }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch value {
        case .map(let fields):
            var container = encoder.container(keyedBy: Key.self)
            for (name, field) in fields {
                guard let name = name.plainText else { continue }
                try container.encode(JSONFragment(field), forKey: Key(stringValue: name))
            }
        case .list(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(JSONFragment(element)) }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type:
            try encodeScalar(to: encoder)
        }
    }

    private func encodeScalar(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .int(let number): try container.encode(number)
        case .uint(let number): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .string, .bytes, .list, .map, .timestamp, .duration, .type:
            try container.encode(value.plainText ?? "")
        }
    }
}
