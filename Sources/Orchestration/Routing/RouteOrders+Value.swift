extension RouteOrders where Order: JournaledOrder {
    /// The orders as they are journaled; nil for none.
    ///
    /// The one that runs begin with now lies on top, where builds that know of one order only find it.
    package func value(at now: Instant) -> Value? {
        guard !isEmpty else { return nil }
        var fields: [Value: Value] = [:]
        if let top = standing(at: now), case .map(let own) = top.value { fields = own }
        fields["orders"] = .list(all.map(\.value))
        return .map(fields)
    }

    /// The orders read back from a journal; nil where these are none.
    package init?(value: Value) {
        if let orders = value["orders"]?.elements {
            self.init(orders.compactMap(Order.init(value:)))
        } else {
            self.init(Order.earlier(value))
        }
        if isEmpty { return nil }
    }
}

/// An order that a journal keeps.
package protocol JournaledOrder: RouteOrder {
    var value: Value { get }
    init?(value: Value)
    /// What a build wrote that knew of one order on a route only, and moved open runs with it.
    static func earlier(_ value: Value) -> [Self]
}

extension Override: JournaledOrder {
    /// The override as it is journaled.
    package var value: Value {
        Value(present: [
            "route": .string(route), "target": .string(target), "by": .string(by),
            "reason": .string(reason), "at": Value(milliseconds: at),
            "expires": expires.map(Value.init(milliseconds:)),
            "guard": guarded.map { .string($0.text) },
            "forecast_errors": forecast?.errorShare.map(Value.double),
            "forecast_p95": forecast?.p95.map(Value.double),
            "open_runs": .string(openRuns.rawValue), "others": .int(Int64(others)),
            "releases": releases.isEmpty ? nil : .list(releases.map(\.value)),
        ])
    }

    /// The override read back from a journal; nil where this is none.
    package init?(value: Value) {
        guard let route = value["route"]?.text, let target = value["target"]?.text,
            let at = value["at"]?.moment
        else { return nil }
        self.init(
            route: route,
            target: target,
            by: value["by"]?.text ?? "",
            reason: value["reason"]?.text ?? "",
            at: at,
            expires: value["expires"]?.moment,
            guarded: value["guard"]?.text.flatMap { try? RouteGuard(text: $0) },
            forecast: Forecast(value: value),
            openRuns: OpenRuns(value: value),
            others: Int(clamping: value["others"]?.whole ?? 0),
            releases: [Release](value: value)
        )
    }

    /// A guard of then put `before` back, which now lies beneath.
    package static func earlier(_ value: Value) -> [Override] {
        guard let order = Override(value: value) else { return [] }
        guard let before = value["before"]?.text else { return [order] }
        let beneath = Override(
            route: order.route,
            target: before,
            by: order.by,
            reason: "",
            at: order.at - .milliseconds(1),
            expires: nil,
            openRuns: .move
        )
        return order.guarded == nil ? [order] : [beneath, order]
    }
}

extension Override.Forecast {
    fileprivate init?(value: Value) {
        let (errors, p95) = (value["forecast_errors"]?.number, value["forecast_p95"]?.number)
        guard errors != nil || p95 != nil else { return nil }
        self.init(errorShare: errors, p95: p95)
    }
}

extension Split: JournaledOrder {
    /// The split as it is journaled.
    package var value: Value {
        let pairs = shares.map { (Value.string($0.key), Value.int(Int64($0.value))) }
        return Value(present: [
            "route": .string(route), "by": .string(by), "reason": .string(reason),
            "at": Value(milliseconds: at),
            "shares": .map(Dictionary(pairs, uniquingKeysWith: { $1 })),
            "open_runs": .string(openRuns.rawValue), "others": .int(Int64(others)),
            "releases": releases.isEmpty ? nil : .list(releases.map(\.value)),
        ])
    }

    /// The split read back from a journal; nil where this is none.
    package init?(value: Value) {
        guard let route = value["route"]?.text, let at = value["at"]?.moment,
            case .map(let pairs)? = value["shares"]
        else { return nil }
        let shares = pairs.compactMap { key, value in
            key.text.flatMap { name in value.whole.map { (name, Int(clamping: $0)) } }
        }
        self.init(
            route: route,
            shares: Dictionary(shares, uniquingKeysWith: { $1 }),
            by: value["by"]?.text ?? "",
            reason: value["reason"]?.text ?? "",
            at: at,
            openRuns: OpenRuns(value: value),
            others: Int(clamping: value["others"]?.whole ?? 0),
            releases: [Release](value: value)
        )
    }

    package static func earlier(_ value: Value) -> [Split] {
        [Split(value: value)].compactMap(\.self)
    }
}

extension OpenRuns {
    /// An order of a build that left no choice moved them.
    fileprivate init(value: Value) {
        self = value["open_runs"]?.text.flatMap(OpenRuns.init(rawValue:)) ?? .move
    }
}

extension Release {
    fileprivate var value: Value {
        [
            "at": Value(milliseconds: at), "by": .string(by),
            "open_runs": .string(openRuns.rawValue),
            "others": .int(Int64(others)),
        ]
    }
}

extension [Release] {
    fileprivate init(value: Value) {
        self = (value["releases"]?.elements ?? []).compactMap { value in
            value["at"]?.moment.map { at in
                Release(
                    at: at,
                    by: value["by"]?.text ?? "",
                    openRuns: OpenRuns(value: value),
                    others: Int(clamping: value["others"]?.whole ?? 0)
                )
            }
        }
    }
}

extension PassedOver {
    /// As it is journaled with a decision.
    var value: Value {
        [
            "at": Value(milliseconds: at), "by": .string(by), "goal": .string(goal),
            "began": Value(milliseconds: began),
        ]
    }

    /// Read back from a journal; nil where this is none.
    init?(value: Value) {
        guard let at = value["at"]?.moment, let began = value["began"]?.moment else { return nil }
        self.init(
            at: at,
            by: value["by"]?.text ?? "",
            goal: value["goal"]?.text ?? "",
            began: began
        )
    }
}
