/// What a kill switch covers: calls that no model gets.
package enum KillScope: Hashable, Sendable, Codable {
    /// Every call on every route.
    case everything
    case route(String)
    /// One model, on whichever route; the route's other targets go on.
    case model(String)
    /// The calls of runs whose label `tenant` has this value.
    case tenant(String)

    /// The label of a run that names its tenant.
    package static let tenantLabel = "tenant"
}

/// An operator's order that calls get a route's safe default instead of a model.
///
/// Stronger than an override and than every policy.
package struct KillSwitch: Hashable, Sendable, Codable {
    package let scope: KillScope
    package let by: String
    package let reason: String
    package let at: Instant
    /// When it ends by itself; nil for never.
    package let expires: Instant?

    package init(
        _ scope: KillScope,
        by: String,
        reason: String,
        at: Instant,
        expires: Instant? = nil
    ) {
        self.scope = scope
        self.by = by
        self.reason = reason
        self.at = at
        self.expires = expires
    }

    /// Whether it still holds.
    package func holds(at now: Instant) -> Bool { expires.map { now < $0 } ?? true }

    /// What is off, who did it, why and until when.
    package var words: String {
        "\(scope.object) by \(by)".because(reason)
            + (expires.map { ", until \($0.clock)" } ?? "")
    }
}

/// Why a kill switch was refused.
package enum KillError: Error, Hashable, Sendable {
    case unknownRoute(String, known: [String])
    case unknownModel(String, known: [String])
    case namelessTenant
    case alreadyExpired
    case isOff(KillScope)
    case isOn(KillScope)

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .unknownRoute(let name, let known):
            "There is no route `\(name)`. Routes: \(known.joined(separator: ", "))."
        case .unknownModel(let name, let known):
            "There is no model `\(name)`. Models: \(known.joined(separator: ", "))."
        case .namelessTenant: "A tenant has a name. Give the value of the runs' label `tenant`."
        case .alreadyExpired:
            "It would have ended before it began. Give an end in the future."
        case .isOff(let scope):
            "Switched off already: \(scope.object). Switch it on first, to change end or reason."
        case .isOn(let scope): "Not switched off: \(scope.object)."
        }
    }
}

extension KillScope {
    /// As the audit writes it.
    package var object: String {
        switch self {
        case .everything: "everything"
        case .route(let name): "route \(name)"
        case .model(let name): "model \(name)"
        case .tenant(let name): "tenant \(name)"
        }
    }

    /// As words of a command line.
    package var words: [String] {
        switch self {
        case .everything: ["--everything"]
        case .route(let name): [name]
        case .model(let name): ["--model", name]
        case .tenant(let name): ["--tenant", name]
        }
    }

    /// The kind and the name it is journaled under.
    package var journaled: (kind: String, id: String) {
        switch self {
        case .everything: ("killed-all", "all")
        case .route(let name): ("killed", name)
        case .model(let name): ("killed-model", name)
        case .tenant(let name): ("killed-tenant", name)
        }
    }

    /// The kinds that scopes are journaled under.
    package static let journalKinds = ["killed-all", "killed", "killed-model", "killed-tenant"]

    /// The scope that was journaled so; nil for a kind that is none.
    package init?(kind: String, id: String) {
        switch kind {
        case "killed-all": self = .everything
        case "killed": self = .route(id)
        case "killed-model": self = .model(id)
        case "killed-tenant": self = .tenant(id)
        default: return nil
        }
    }
}

extension KillSwitch {
    /// The switch as it is journaled; what it covers is its name.
    package var value: Value {
        [
            "by": .string(by), "reason": .string(reason), "at": .int(at.milliseconds),
            "expires": expires.map { .int($0.milliseconds) } ?? .null,
        ]
    }

    /// A journaled switch; text that is no JSON is one of an older version, `who: why`.
    package init(_ scope: KillScope, journaled bytes: [UInt8]) {
        guard let value = try? Value(json: bytes), let by = value["by"]?.text else {
            let parts = String(decoding: bytes, as: UTF8.self)
                .split(separator: ":", maxSplits: 1).map(String.init)
            self.init(
                scope,
                by: parts.first ?? "",
                reason: parts.dropFirst().first.map { String($0.drop { $0 == " " }) } ?? "",
                at: .epoch
            )
            return
        }
        self.init(
            scope,
            by: by,
            reason: value["reason"]?.text ?? "",
            at: Instant(milliseconds: value["at"]?.whole ?? 0),
            expires: value["expires"]?.whole.map(Instant.init(milliseconds:))
        )
    }
}
