extension Value {
    /// The types that an expression can name, by those names.
    static let typeNames: [String: Value] = {
        let names = [
            "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
            "google.protobuf.Timestamp", "google.protobuf.Duration",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, Value.type($0)) })
    }()

    /// CEL's name for the type of this value.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        }
    }

    /// The value as a message shows it: scalars as they are, the rest by type.
    var inWords: String {
        switch self {
        case .null: "null"
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): number.inExpressions
        case .string(let text): text.utf8.count <= 60 ? text : "\(text.prefix(40))…"
        case .bytes, .list, .map, .timestamp, .duration, .type: "a \(typeName)"
        }
    }
}

extension Double {
    /// The shortest text that reads back as the same number; whole numbers have no fraction.
    var inExpressions: String {
        guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity" }
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
