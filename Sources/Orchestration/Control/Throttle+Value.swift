extension Throttle {
    /// The throttle as it is journaled.
    package var value: Value {
        var pairs: [Value: Value] = [
            "rate": .string(rate.text), "by": .string(by), "reason": .string(reason),
            "at": Value(milliseconds: at),
        ]
        if let until { pairs["until"] = Value(milliseconds: until) }
        switch subject {
        case .workflow(let name): pairs["workflow"] = .string(name)
        case .step(let workflow, let step):
            pairs["workflow"] = .string(workflow)
            pairs["step"] = .string(step)
        case .route(let name): pairs["route"] = .string(name)
        }
        return .map(pairs)
    }

    /// The throttle read back from a journal; nil where this is none.
    package init?(value: Value) {
        guard let subject = Subject(value: value), let at = value["at"]?.moment,
            let rate = value["rate"]?.text.flatMap(Rate.init(text:))
        else { return nil }
        self.init(
            subject,
            to: rate,
            until: value["until"]?.moment,
            by: value["by"]?.text ?? "",
            reason: value["reason"]?.text ?? "",
            at: at
        )
    }
}

extension Throttle.Subject {
    fileprivate init?(value: Value) {
        if let route = value["route"]?.text {
            self = .route(route)
        } else if let workflow = value["workflow"]?.text {
            let step = value["step"]?.text
            self = step.map { .step(workflow: workflow, step: $0) } ?? .workflow(workflow)
        } else {
            return nil
        }
    }
}

extension Rate: Codable {
    /// Read from its text, `10/s`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let rate = Rate(text: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a rate is a number and s, m, h or d, such as 10/s"
            )
        }
        self = rate
    }

    /// Written as its text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
