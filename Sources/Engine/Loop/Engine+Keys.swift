internal import Journal
internal import Orchestration

/// Keys that a source may send only once within some time, known over a restart.
extension Engine {
    /// Counts an accepted event among its source's, and keeps the keys that may not come again, in
    /// the commit that accepts it.
    func note(_ event: IncomingEvent) {
        guard let name = project.sources.first(where: { $0.event == event.type })?.name else {
            return
        }
        keep(
            sources[name]?.take(event.value, eventTime: event.time, at: time.now()) ?? [],
            of: name
        )
    }

    private func keep(_ changes: [KeyChange], of source: String) {
        outgoing.batch.records += changes.map { change in
            let value: Value? = change.at.map {
                [
                    "field": .string(change.field), "key": .string(change.key),
                    "at": .init(milliseconds: $0),
                ]
            }
            // No field's name holds a slash, so the two cannot be mistaken for two others.
            let id = "\(source)/\(change.field)/\(change.key)"
            return .state(kind: "key", id: id, value: value?.jsonBytes)
        }
    }

    /// What the last engine knew of keys.
    func restoreKeys() async throws(JournalError) {
        var kept: [String: [KeyChange]] = [:]
        for (id, bytes) in try await journal.states(of: "key") {
            guard let value = try? Value(json: bytes), let field = value["field"]?.text,
                let key = value["key"]?.text, let at = value["at"]?.moment
            else { continue }
            let source = String(id.prefix { $0 != "/" })
            kept[source, default: []].append(KeyChange(field: field, key: key, at: at))
        }
        for (name, keys) in kept {
            let forgotten = keys.map { KeyChange(field: $0.field, key: $0.key, at: nil) }
            keep(sources[name]?.restore(keys: keys, at: time.now()) ?? forgotten, of: name)
        }
    }
}
