/// The form for editors and scripts: flat, every key always there but `suggestion`.
extension Diagnostic: Encodable {
    private enum Key: String, CodingKey {
        case file, line, column, length, severity, code, what, why, next, suggestion, source
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(place.file, forKey: .file)
        try fields.encode(place.line, forKey: .line)
        try fields.encode(place.column, forKey: .column)
        try fields.encode(place.length, forKey: .length)
        try fields.encode(severity.rawValue, forKey: .severity)
        try fields.encode(code, forKey: .code)
        try fields.encode(what, forKey: .what)
        try fields.encode(why, forKey: .why)
        try fields.encode(next, forKey: .next)
        try fields.encodeIfPresent(suggestion, forKey: .suggestion)
        try fields.encode(line, forKey: .source)
    }
}
