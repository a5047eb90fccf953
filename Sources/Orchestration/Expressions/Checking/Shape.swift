/// What is known of a value before it exists.
package indirect enum Shape: Hashable, Sendable {
    /// Nothing: anything may be done with it.
    case dynamic
    case bool, int, uint, double, string, bytes, timestamp, duration, null
    case list(Shape)
    /// A map from strings whose keys are not known, but the shape of its values is.
    case map(Shape)
    /// A map whose keys are known; a key that is not among them is a mistake.
    case object([String: Shape])
}

extension Shape {
    /// Whether a value of this shape may stand where `expected` is wanted.
    package func fits(_ expected: Shape) -> Bool {
        switch (self, expected) {
        case (.dynamic, _), (_, .dynamic): true
        case (.list(let a), .list(let b)), (.map(let a), .map(let b)): a.fits(b)
        case (.object(let fields), .map(let value)), (.map(let value), .object(let fields)):
            fields.values.allSatisfy { $0.fits(value) }
        case (.object(let a), .object(let b)):
            a.allSatisfy { name, shape in b[name].map { shape.fits($0) } ?? true }
        case (.bool, _), (.int, _), (.uint, _), (.double, _), (.string, _), (.bytes, _),
            (.timestamp, _), (.duration, _), (.null, _), (.list, _), (.map, _), (.object, _):
            self == expected
        }
    }

    /// The name that messages give it.
    package var name: String {
        switch self {
        case .dynamic: "any"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .null: "null"
        case .list: "list"
        case .map, .object: "map"
        }
    }

    /// The shape of a value that is there.
    package init(of value: Value) {
        switch value {
        case .null: self = .null
        case .bool: self = .bool
        case .int: self = .int
        case .uint: self = .uint
        case .double: self = .double
        case .string: self = .string
        case .bytes: self = .bytes
        case .timestamp: self = .timestamp
        case .duration: self = .duration
        case .type: self = .dynamic
        case .list(let elements): self = .list(Self.common(elements.map(Shape.init(of:))))
        case .map(let entries):
            let fields = entries.compactMap { key, value in
                key.text.map { ($0, Shape(of: value)) }
            }
            self =
                fields.count == entries.count
                ? .object(Dictionary(uniqueKeysWithValues: fields)) : .dynamic
        }
    }

    /// The shape that all of `shapes` have; dynamic when they differ.
    static func common(_ shapes: [Shape]) -> Shape {
        guard let first = shapes.first, shapes.allSatisfy({ $0 == first }) else { return .dynamic }
        return first
    }

    /// Whether it is known to be a number.
    var isNumber: Bool { self == .int || self == .uint || self == .double }

    /// Whether it is known to be a list, a map or an object.
    var isContainer: Bool {
        switch self {
        case .list, .map, .object: true
        case .dynamic, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .null:
            false
        }
    }
}
