internal import Orchestration

/// A parsed JSON document with its place in the file, so that every complaint can say where.
struct Document {
    let value: Value
    /// Keys and indices from the top, for example `learner.trees[3]`.
    let path: String

    /// The top of a document.
    init(_ value: Value) {
        self.value = value
        path = "the top"
    }

    private init(_ value: Value, path: String) {
        self.value = value
        self.path = path
    }

    private func place(of key: String) -> String { path == "the top" ? key : "\(path).\(key)" }

    /// The part under `key`.
    subscript(key: String) -> Document {
        get throws(ModelFileError) {
            guard case .map = value else { throw unexpected("an object") }
            guard let part = value[key] else { throw .missing(at: place(of: key)) }
            return Document(part, path: place(of: key))
        }
    }

    /// The part under `key`, nil where it is absent or null.
    func optional(_ key: String) -> Document? {
        guard let part = value[key], part != .null else { return nil }
        return Document(part, path: place(of: key))
    }

    /// The error for this part being something else than `expected`.
    func unexpected(_ expected: String) -> ModelFileError {
        .unexpected(at: path, expected: expected, found: value.briefly)
    }
}

extension Document {
    /// A finite number.
    var number: Double {
        get throws(ModelFileError) {
            guard let number = value.number, number.isFinite else {
                throw unexpected("a finite number")
            }
            return number
        }
    }

    /// A finite number above zero.
    var positive: Double {
        get throws(ModelFileError) {
            let number = try number
            guard number > 0 else { throw unexpected("a number above 0") }
            return number
        }
    }

    /// A text.
    var text: String {
        get throws(ModelFileError) {
            guard let text = value.text else { throw unexpected("a text") }
            return text
        }
    }

    /// The elements of a list of at most `limit`, each with its place.
    func elements(atMost limit: Int) throws(ModelFileError) -> [Document] {
        try list(atMost: limit).enumerated().map { index, element in
            Document(element, path: "\(path)[\(index)]")
        }
    }

    /// The numbers of a list of at most `limit`; infinities and NaN are refused.
    func numbers(atMost limit: Int) throws(ModelFileError) -> [Double] {
        var numbers: [Double] = []
        for (index, element) in try list(atMost: limit).enumerated() {
            guard let number = element.asNumber, number.isFinite else {
                throw .unexpected(
                    at: "\(path)[\(index)]",
                    expected: "a finite number",
                    found: element.briefly
                )
            }
            numbers.append(number)
        }
        return numbers
    }

    /// The whole numbers of a list of at most `limit`, each within 32 bits.
    func integers(atMost limit: Int) throws(ModelFileError) -> [Int32] {
        var integers: [Int32] = []
        for (index, number) in try numbers(atMost: limit).enumerated() {
            guard let integer = Int32(exactly: number) else {
                throw .unexpected(
                    at: "\(path)[\(index)]",
                    expected: "a whole number",
                    found: "\(number)"
                )
            }
            integers.append(integer)
        }
        return integers
    }

    /// The texts of a list of at most `limit`, all different.
    func names(atMost limit: Int) throws(ModelFileError) -> [String] {
        var names: [String] = []
        for element in try elements(atMost: limit) {
            let name = try element.text
            guard !names.contains(name) else { throw element.unexpected("a name not used before") }
            names.append(name)
        }
        return names
    }

    private func list(atMost limit: Int) throws(ModelFileError) -> [Value] {
        guard case .list(let elements) = value else { throw unexpected("a list") }
        guard elements.count <= limit else {
            throw .tooLarge(at: path, count: elements.count, limit: limit)
        }
        return elements
    }
}

extension Value {
    /// A number, or a boolean as 0 or 1.
    var asNumber: Double? {
        guard case .bool(let flag) = self else { return number }
        return flag ? 1 : 0
    }

    /// What it is, short enough for an error line whatever it holds.
    var briefly: String {
        switch self {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): "the text \"\(text.prefix(40))\""
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .list(let elements): "a list of \(elements.count)"
        case .map(let entries): "an object of \(entries.count)"
        case .timestamp: "a timestamp"
        case .duration: "a duration"
        case .type(let name): "the type \(name.prefix(40))"
        }
    }
}
