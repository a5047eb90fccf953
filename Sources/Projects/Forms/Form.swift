/// What a map of a project's files may hold: the one table behind the checks, the diagnostics and
/// the JSON Schema.
struct Form: Sendable {
    /// The word for it in sentences: `step`, `route`.
    let noun: String
    let note: String
    /// Fields of which exactly one must be there; it says what kind of thing this is.
    let verbs: [String]
    let fields: [Field]

    init(_ noun: String, _ note: String, verbs: [String] = [], _ fields: [Field]) {
        self.noun = noun
        self.note = note
        self.verbs = verbs
        self.fields = fields
    }

    /// The field of that name.
    subscript(name: String) -> Field? { fields.first { $0.name == name } }
}

/// One key of a form.
struct Field: Sendable {
    let name: String
    let type: FieldType
    let presence: Presence
    /// The verbs it may stand beside; empty for any.
    let beside: [String]
    let note: String

    /// Whether it must be there.
    enum Presence: Hashable, Sendable {
        case optional
        case required
        /// Required beside these verbs.
        case requiredBeside([String])
    }

    init(
        _ name: String,
        _ type: FieldType,
        _ presence: Presence,
        beside: [String] = [],
        _ note: String
    ) {
        self.name = name
        self.type = type
        self.presence = presence
        self.beside = beside
        self.note = note
    }

    /// A field that may be left out.
    init(_ name: String, _ type: FieldType, beside: [String] = [], _ note: String) {
        self.init(name, type, .optional, beside: beside, note)
    }
}

/// What a value must be.
///
/// Scalars are text until a field says what they mean.
indirect enum FieldType: Sendable {
    case text
    /// Letters, digits, `_` and `-`, at most 64.
    case name
    /// A name that expressions can mention: no `-`, no leading digit, no word of the language.
    case identifier
    case duration(ClosedRange<Duration>)
    /// So many in a span of time: `10/s`.
    case rate
    case count(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case flag
    case choice([String])
    case expression
    /// A path inside the project's folder.
    case path
    /// Any value.
    case value
    case list(FieldType)
    case map(keys: FieldType, values: FieldType)
    case form(Form)
    /// The first whose kind of node (scalar, list, map) fits.
    case either([FieldType])

    /// From a millisecond to ten years.
    static let someTime = FieldType.duration(.milliseconds(1)...(.seconds(3650 * 86_400)))
    /// From nothing to ten years.
    static let anyTime = FieldType.duration(.zero...(.seconds(3650 * 86_400)))
    /// Names, each with a duration.
    static let ages = FieldType.map(keys: .name, values: .someTime)
}
