extension Evaluator {
    /// `value.field`.
    func select(
        _ field: String,
        from value: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        guard case .map(let entries) = value else { throw noFields(in: value, at: span) }
        guard let found = entries.value(under: .string(field)) else {
            throw ExpressionError("no such key: \(field)", at: span.offset)
        }
        return found
    }

    /// `has(value.field)`.
    func has(
        _ field: String,
        in value: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Bool {
        guard case .map(let entries) = value else { throw noFields(in: value, at: span) }
        return entries.value(under: .string(field)) != nil
    }

    /// `container[index]`.
    func element(
        of container: Value,
        at index: Value,
        _ span: SourceSpan
    ) throws(ExpressionError) -> Value {
        switch container {
        case .list(let elements):
            guard let position = index.wholeNumber else {
                throw ExpressionError(
                    "invalid argument: \(index.inWords) is no index of a list",
                    at: span.offset
                )
            }
            guard let position = Int(exactly: position), elements.indices.contains(position) else {
                throw ExpressionError(
                    "invalid argument: index \(position) is out of range, "
                        + "the list has \(elements.count)",
                    at: span.offset
                )
            }
            return elements[position]
        case .map(let entries):
            guard let found = entries.value(under: index) else {
                throw ExpressionError("no such key: \(index.inWords)", at: span.offset)
            }
            return found
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type:
            throw noOverload("\(container.typeName)[\(index.typeName)]", at: span)
        }
    }

    /// `needle in haystack`.
    mutating func contains(
        _ haystack: Value,
        _ needle: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Bool {
        switch haystack {
        case .map(let entries): return entries.value(under: needle) != nil
        case .list(let elements):
            for element in elements where try areEqual(element, needle, at: span) { return true }
            return false
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type:
            throw noOverload("\(needle.typeName) in \(haystack.typeName)", at: span)
        }
    }

    private func noFields(in value: Value, at span: SourceSpan) -> ExpressionError {
        ExpressionError(
            "type '\(value.typeName)' does not support field selection",
            at: span.offset
        )
    }
}

extension [Value: Value] {
    /// The value under a key that equals `key` as CEL sees it, where `1`, `1u` and `1.0` are one.
    func value(under key: Value) -> Value? {
        switch key {
        case .bool: return self[key]
        case .string(let text):
            // Swift finds a key that looks the same; CEL wants the same code points.
            guard let index = index(forKey: key),
                self[index].key.text?.hasSameBytes(as: text) == true
            else { return nil }
            return self[index].value
        case .int, .uint, .double:
            guard let number = key.wholeNumber else { return nil }
            if let int = Int64(exactly: number), let found = self[.int(int)] { return found }
            return UInt64(exactly: number).flatMap { self[.uint($0)] }
        case .null, .bytes, .list, .map, .timestamp, .duration, .type: return nil
        }
    }
}

extension Value {
    /// The whole number in an int, uint or double without fraction.
    var wholeNumber: Int128? {
        switch self {
        case .int(let number): Int128(number)
        case .uint(let number): Int128(number)
        case .double(let number): Int128(exactly: number)
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type: nil
        }
    }
}

extension String {
    /// Whether both have the same code points; `==` also joins those that look the same.
    func hasSameBytes(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
