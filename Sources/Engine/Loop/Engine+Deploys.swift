internal import Journal
internal import Orchestration

/// New versions of workflows and models coming into force: when an engine begins with them.
extension Engine {
    static let deployKind = "in-force"

    /// Holds the project against the one that was in force, and says in the audit what is new.
    ///
    /// An engine that only answers a question puts nothing into force. The first on a journal has
    /// nothing to hold its project against.
    func noteDeploys() async throws {
        guard options.slots > 0 else { return }
        let stored = try await journal.states(of: Self.deployKind)
            .mapValues { String(decoding: $0, as: UTF8.self) }
        let present = project.versions
        var batch = Batch()
        let names = Set(stored.keys).union(present.keys).sorted()
        for name in names where stored[name] != present[name] {
            batch.records.append(
                .state(kind: Self.deployKind, id: name, value: present[name].map { Array($0.utf8) })
            )
            guard !stored.isEmpty else { continue }
            let change = "\(stored[name] ?? "new") -> \(present[name] ?? "gone")"
            batch.records.append(.audit(deploy(of: name, change)))
            tail.append(
                EventLine(
                    at: time.now(),
                    word: EventLine.deploy,
                    object: name,
                    text: "\(name): \(change)"
                )
            )
        }
        guard !batch.records.isEmpty else { return }
        _ = try await journal.commit(batch)
    }

    private func deploy(of name: String, _ change: String) -> AuditDraft {
        AuditDraft(
            at: time.now(),
            actor: "engine",
            via: "engine",
            action: EventLine.deployAction,
            object: name,
            change: change,
            reason: "",
            result: "ok",
            requestID: "deploy/\(ids.epoch)/\(name)"
        )
    }
}

extension Project {
    /// The versions in force, by what they are of.
    fileprivate var versions: [String: String] {
        let pairs =
            workflows.map { ("workflow \($0.name)", $0.version) }
            + models.map { ("model \($0.name)", $0.version) }
        return Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}
