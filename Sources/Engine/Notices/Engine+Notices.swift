internal import Journal
internal import Orchestration

extension Engine {
    /// What the journal keeps of notices, one kind of control value each.
    enum NoticeKind {
        static let told = "told"
        static let notice = "notice"
        static let silence = "silence"
    }

    /// Decides who is to be told what, and delivers what is durable.
    ///
    /// A notice leaves only once it and what it tells are on disk; it is forgotten once it was taken.
    /// Whoever dies between the two sends it again under the same id. What tells of a journal that
    /// cannot be written does not wait for it.
    func tellOfAlerts(_ dependents: Dependents, at now: Instant) {
        endSilences(at: now)
        guard herald != nil, !project.recipients.isEmpty, !isStopped else { return }
        let changes = pager.evaluate(
            alerts,
            silences: Array(silences.values),
            at: now,
            around: { surroundings(of: $0, dependents) }
        )
        for change in changes { keep(change) }
        for notice in notices.take(at: now) { Task { await self.deliver(notice) } }
    }

    private func keep(_ change: Pager.Change) {
        outgoing.batch.records.append(
            .state(kind: NoticeKind.told, id: change.id, value: change.told?.value.jsonBytes)
        )
        guard let notice = change.notice else { return }
        for id in notices.enter(notice) {
            outgoing.batch.records.append(.state(kind: NoticeKind.notice, id: id, value: nil))
        }
        outgoing.batch.records.append(
            .state(kind: NoticeKind.notice, id: notice.id, value: notice.value.jsonBytes)
        )
    }

    private func deliver(_ notice: Notice) async {
        guard let herald else { return }
        if stuck == nil || !isOfJournal(notice) {
            do throws(JournalError) { try await durable() } catch { return }
        }
        let delivered = await herald.deliver(notice)
        let isDone = notices.settle(notice.id, delivered, at: time.now())
        tell(of: notice, delivered, isDone: isDone)
        if isDone {
            outgoing.batch.records.append(
                .state(kind: NoticeKind.notice, id: notice.id, value: nil)
            )
        }
        kick()
        wakeIdleWatchers()
    }

    private func tell(of notice: Notice, _ delivered: Delivered, isDone: Bool) {
        let text: String
        switch delivered {
        // The same news every minute would push out what is new.
        case .taken where notice.isRepetition: return
        case .taken: text = "told \(notice.words)"
        case .refused(let why): text = "NOT told \(notice.words): \(why)"
        case .later(let why, _):
            text = isDone ? "NOT told \(notice.words), given up: \(why)" : "not yet told: \(why)"
        }
        tail.append(
            EventLine(at: time.now(), word: "NOTE", object: notice.recipient, text: text)
        )
    }

    /// Takes up what was told, what was not, and what is silenced.
    func restoreNotices() async throws {
        let told = try await values(of: NoticeKind.told).compactMap(Pager.Told.init)
        pager = Pager(project.recipients, rules: rules, told: told)
        for notice in try await values(of: NoticeKind.notice).compactMap(Notice.init) {
            notices.enter(notice)
        }
        for silence in try await values(of: NoticeKind.silence).compactMap(Silence.init) {
            silences[silence.id] = silence
        }
    }

    private func values(of kind: String) async throws -> [Value] {
        try await journal.states(of: kind).values.compactMap { try? Value(json: $0) }
    }
}

extension Engine {
    /// Whether it tells of the journal that it would be kept in.
    private func isOfJournal(_ notice: Notice) -> Bool {
        let names = rules.filter { $0.condition == .journalStuck }.map(\.name)
        return notice.lines.contains { names.contains($0.rule) }
    }

    /// Tells nobody of what the matchers fit, until then.
    func silence(_ silence: Silence, _ order: Control.Order) -> Effect {
        guard silence.until > time.now() else {
            return .refused("That time is over already. Give one in the future.")
        }
        guard !silence.matchers.isEmpty else {
            return .refused("A silence needs at least one of \(Self.fields), for example object=x.")
        }
        if let wrong = silence.matchers.keys.first(where: { !Silence.fields.contains($0) }) {
            return .refused("An alert has no `\(wrong)`; it has \(Self.fields).")
        }
        let owned = Silence(
            id: silence.id,
            matchers: silence.matchers,
            until: silence.until,
            clears: silence.clears,
            by: order.actor,
            reason: order.reason,
            since: time.now()
        )
        silences[owned.id] = owned
        keep(owned.id, owned)
        refreshAlerts()
        return .done(
            "silent until \(owned.endWords): \(owned.words)",
            undo: .unsilence(id: owned.id)
        )
    }

    private static var fields: String { Silence.fields.joined(separator: ", ") }

    /// Ends a silence before its time.
    func unsilence(_ id: String) -> Effect {
        guard let silence = silences.removeValue(forKey: id) else {
            return .refused("There is no silence `\(id)`. `podium silences` lists them.")
        }
        keep(id, nil)
        refreshAlerts()
        return .done("ended: \(silence.words)", undo: .silence(silence))
    }

    /// Follows what the alerts of silences do, and ends those whose time is over.
    private func endSilences(at now: Instant) {
        for (id, known) in silences {
            var silence = known
            let hasMoved = silence.look(at: alerts.all, now: now)
            guard silence.ends > now else {
                silences[id] = nil
                keep(id, nil)
                continue
            }
            guard hasMoved else { continue }
            silences[id] = silence
            keep(id, silence)
        }
    }

    private func keep(_ id: String, _ silence: Silence?) {
        outgoing.batch.records.append(
            .state(kind: NoticeKind.silence, id: id, value: silence?.value.jsonBytes)
        )
    }
}
