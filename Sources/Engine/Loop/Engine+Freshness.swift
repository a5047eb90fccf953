internal import Journal
internal import Orchestration

/// When a source's newest events came, kept so that a restart does not make it look silent.
extension Project {
    /// A monitor of every source that has seen nothing yet.
    func monitors(at now: Instant) -> [String: SourceMonitor] {
        Dictionary(
            sources.map { ($0.name, SourceMonitor(card: $0, at: now)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension Engine {
    /// Notes what has come since the last tick; with the next commit, whenever that is.
    func keepFreshness() {
        for (name, monitor) in sources {
            guard let newest = monitor.newestEvent, let last = monitor.lastArrival,
                noted[name] != newest
            else { continue }
            noted[name] = newest
            let value: Value = ["newest": .string(newest.text), "last": .string(last.text)]
            outgoing.batch.records.append(
                .state(kind: "source", id: name, value: value.jsonBytes)
            )
        }
    }

    /// Notes of every source how it stands in this hour; written down when that changes.
    func keepCalendars(at now: Instant) {
        // One that never sent anything is neither fresh nor late.
        for row in figures.sources where row.state != .noData {
            let zone = sources[row.name]?.card.zone
            var calendar = calendars[row.name] ?? FreshnessCalendar(zone: zone, at: now)
            guard calendar.note(isLate: row.state == .late, at: now) else { continue }
            calendars[row.name] = calendar
            outgoing.batch.records.append(
                .state(kind: "calendar", id: row.name, value: calendar.value.jsonBytes)
            )
        }
    }

    private func restoreCalendars() async throws(JournalError) {
        for (name, bytes) in try await journal.states(of: "calendar") {
            guard let value = try? Value(json: bytes) else { continue }
            let calendar = FreshnessCalendar(value: value)
            // Hours of another zone are other hours: what is known of them is no use.
            guard calendar?.zone ?? "UTC" == sources[name]?.card.zone else { continue }
            calendars[name] = calendar
        }
    }

    /// What the last engine had noted, and what came after its last tick: the newest events.
    func restoreFreshness() async throws(JournalError) {
        try await restoreCalendars()
        try await restoreKeys()
        for (name, bytes) in try await journal.states(of: "source") {
            guard let value = try? Value(json: bytes),
                let newest = value["newest"]?.text.flatMap(Instant.init(text:)),
                let last = value["last"]?.text.flatMap(Instant.init(text:))
            else { continue }
            sources[name]?.restore(newest: newest, arrived: last)
        }
        for event in try await journal.newestEvents(limit: 2000) {
            guard let name = project.sources.first(where: { $0.event == event.type })?.name else {
                continue
            }
            sources[name]?.restore(newest: event.time, arrived: event.received)
        }
    }
}
