/// Something that took time, as part of a trace.
package struct TraceSpan: Hashable, Sendable {
    /// Where it is; its own span.
    package let context: TraceContext
    /// The span it is part of; nil for the root.
    package let parent: TraceContext?
    package let name: String
    package let kind: Kind
    package let from: Instant
    package let until: Instant
    package let attributes: [String: Value]
    /// Why it failed; nil where it did not.
    package let error: String?

    /// What kind of work it is, by OpenTelemetry's numbers.
    package enum Kind: Int64, Hashable, Sendable {
        case inside = 1
        case client = 3
    }

    package init(
        _ name: String,
        _ context: TraceContext,
        in parent: TraceContext? = nil,
        kind: Kind = .inside,
        from: Instant,
        until: Instant,
        attributes: [String: Value] = [:],
        error: String? = nil
    ) {
        self.name = name
        self.context = context
        self.parent = parent
        self.kind = kind
        self.from = from
        self.until = until
        self.attributes = attributes
        self.error = error
    }
}

extension TraceSpan {
    /// Spans as one OTLP/HTTP request in JSON.
    ///
    /// Source: OpenTelemetry, "OTLP specification 1.5", JSON Protobuf encoding: ids in hexadecimal,
    /// 64-bit numbers as text.
    package static func request(_ spans: [TraceSpan], service: String, version: String) -> Value {
        [
            "resourceSpans": [
                [
                    "resource": [
                        "attributes": attributes([
                            "service.name": .string(service), "service.version": .string(version),
                        ])
                    ],
                    "scopeSpans": [
                        [
                            "scope": ["name": "podium", "version": .string(version)],
                            "spans": .list(spans.map(\.json)),
                        ]
                    ],
                ]
            ]
        ]
    }

    private var json: Value {
        Value(present: [
            "traceId": .string(context.traceText), "spanId": .string(context.spanText),
            "parentSpanId": parent.map { .string($0.spanText) }, "name": .string(name),
            "kind": .int(kind.rawValue), "startTimeUnixNano": Self.nanoseconds(from),
            "endTimeUnixNano": Self.nanoseconds(max(from, until)),
            "attributes": Self.attributes(attributes),
            "status": error.map { ["code": 2, "message": .string($0)] } ?? .map([:]),
        ])
    }

    private static func nanoseconds(_ moment: Instant) -> Value {
        let (nanoseconds, overflow) = max(0, moment.milliseconds)
            .multipliedReportingOverflow(by: 1_000_000)
        return .string(String(overflow ? .max : nanoseconds))
    }

    private static func attributes(_ attributes: [String: Value]) -> Value {
        .list(
            attributes.sorted { $0.key < $1.key }.map { key, value in
                ["key": .string(key), "value": typed(value)]
            }
        )
    }

    private static func typed(_ value: Value) -> Value {
        switch value {
        case .bool: ["boolValue": value]
        case .int(let number): ["intValue": .string(String(number))]
        case .double(let number) where number.isFinite: ["doubleValue": value]
        case .string: ["stringValue": value]
        default: ["stringValue": .string(value.json)]
        }
    }
}
