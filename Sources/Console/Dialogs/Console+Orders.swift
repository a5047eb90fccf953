internal import Orchestration
internal import Screen

extension Console {
    /// Opens a dialog and asks the engine what each way would do.
    mutating func ask(
        _ verb: Verb,
        title: String,
        button: String,
        seen: [ObjectID],
        choices: [Confirmation.Choice],
        expected: String = "",
        risk: Command.Risk? = nil,
        chosen: Int = 0,
        reaches: [Confirmation.Reach] = [],
        about: String = "",
        remark: Confirmation.Remark = .required
    ) -> [Effect] {
        guard !choices.isEmpty else {
            say("there is no other way to choose here", .refused)
            return []
        }
        let dialog = Confirmation(
            verb,
            title: title,
            button: button,
            risk: risk ?? (registry[verb]?.risk == .high ? .high : .medium),
            seen: seen.map { .init(id: $0, name: name(seen: $0), version: version(of: $0)) },
            picked: picked(seen),
            choices: choices,
            expected: expected,
            opened: now,
            chosen: chosen,
            reaches: reaches,
            about: about,
            remark: remark
        )
        mode = .confirming(dialog)
        // What was said before is not about this.
        notice = nil
        return previews(of: dialog)
    }

    /// What an object is called in a dialog: a run also by what its row in the list says.
    private func name(seen id: ObjectID) -> String {
        guard let row = run(behind: id) else { return id.name }
        let step = row.step.isEmpty ? [] : ["at", row.step]
        let words = [id.name, row.subject, row.state.rawValue] + step
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// How the objects were chosen, where the selected row is not what is meant.
    private func picked(_ seen: [ObjectID]) -> String {
        let list = self.list
        guard !list.marks.isEmpty, seen.allSatisfy(list.marks.contains) else { return "" }
        let ids = Set(seen)
        let hidden = ids.count - list.order.count { ids.contains($0.id) }
        let rest = hidden > 0 ? ", \(Figures.count(hidden)) not in the list now" : ""
        return seen.count == 1
            ? "the one marked\(rest)" : "\(Figures.count(seen.count)) marked\(rest)"
    }

    /// The previews of the way chosen that have not been answered yet.
    func previews(of dialog: Confirmation) -> [Effect] {
        let isRange = dialog.choice?.schedule != nil
        let open = dialog.asked.prefix(isRange ? Self.rangePreviewsMax : Self.previewsMax)
            .filter { dialog.previews[$0] == nil }
        return open.map { .preview($0) }
            + open.compactMap { action in
                switch action {
                case .reroute(let route, let target, _):
                    return .forecast(route: route, target: target)
                case .split(let route, let shares, _) where !shares.isEmpty:
                    return .forecastShares(route: route, shares)
                default: return nil
                }
            }
    }

    /// So many of a bulk order are asked about before it is given.
    static let previewsMax = 50

    /// A start that has passed is counted over a whole segment.
    static let rangePreviewsMax = 5

    /// The orders of a confirmed dialog, with the versions that were on the screen.
    mutating func order(_ dialog: Confirmation) -> [Effect] {
        let versions = Dictionary(
            dialog.seen.map { ($0.id, $0.version) },
            uniquingKeysWith: { first, _ in first }
        )
        let texts = dialog.texts
        let drafts = dialog.actions.map { action in
            let id = target(of: action)
            return draft(
                action,
                reason: dialog.reasonText,
                version: versions[id] ?? version(of: object(of: action)),
                lasting: dialog.lasting,
                condition: texts[.condition] ?? ""
            )
        }
        return give(drafts, title: dialog.title, atOnce: dialog.choice?.schedule == nil ? nil : 1)
    }

    /// A route is one object, whichever target the action names.
    private func target(of action: Control.Action) -> ObjectID {
        if case .target(let route, _) = object(of: action) {
            return .target(route: route, model: "")
        }
        return object(of: action)
    }

    /// Gives orders at once: the low-risk ones.
    mutating func give(_ actions: [Control.Action], reason: String) -> [Effect] {
        let drafts = actions.map { action in
            draft(action, reason: reason, version: version(of: object(of: action)))
        }
        return give(drafts, title: "")
    }

    /// Gives orders, at most so many before the first of them is answered.
    private mutating func give(_ drafts: [OrderDraft], title: String, atOnce: Int? = nil)
        -> [Effect]
    {
        guard let first = drafts.first else { return [] }
        let now = atOnce ?? Self.atOnce
        var batch = Batch(title: title, open: Set(drafts.map(\.serial)), count: drafts.count)
        batch.waiting = Array(drafts.dropFirst(now))
        batches.append(batch)
        if batches.count > 20, let done = batches.firstIndex(where: \.waiting.isEmpty) {
            batches.remove(at: done)
        }
        let more = drafts.count > 1 ? "  and \(drafts.count - 1) more" : ""
        say(first.commandLine + more)
        lists[focus.master]?.clearMarks()
        return drafts.prefix(now).map { .perform($0) }
    }

    /// So many orders of a batch are under way together: the engine has others to listen to.
    static let atOnce = 50

    private mutating func draft(
        _ action: Control.Action,
        reason: String,
        version: Int64?,
        lasting: String = "",
        condition: String = ""
    ) -> OrderDraft {
        serial += 1
        let version = action.hasVersion ? version : nil
        return OrderDraft(
            action: action,
            actor: actor,
            reason: auditReason(reason),
            versionSeen: version,
            serial: serial,
            commandLine: CommandLine.text(
                for: action,
                versionSeen: version,
                lasting: lasting,
                condition: condition,
                reason: reason
            ),
            expires: lasting == CommandLine.untilResolved
                ? .never : Duration(text: lasting.trimmingBlanks).map { now + $0 },
            guardText: condition.isBlank ? nil : condition.trimmingBlanks
        )
    }

    /// Takes what an order did: says it, offers undo, and counts those given together.
    mutating func take(_ receipt: Control.Receipt, for draft: OrderDraft) -> [Effect] {
        guard let at = batches.firstIndex(where: { $0.open.contains(draft.serial) }) else {
            return []
        }
        var batch = batches[at]
        batch.open.remove(draft.serial)
        switch receipt.result {
        case .done(let what):
            batch.done.append(.init(object(of: draft.action).name, what))
            if case .split(let route, _, _) = draft.action { drafts[route] = nil }
            // Taken back is taken back: the way forth again asks as it did the first time.
            if !batch.isUndo {
                remember(receipt.inverse, of: draft, isFirst: batch.done.count == 1)
            }
        case .refused(let why):
            batch.refused.append(.init(object(of: draft.action).name, why))
            batch.refusedDrafts.append(draft)
        }
        var next: [Effect] = []
        if !batch.isPaused, !batch.waiting.isEmpty {
            next = [.perform(batch.waiting.removeFirst())]
        }
        say(Self.summary(of: batch), batch.refused.isEmpty ? .done : .refused)
        batches[at] = batch
        if batch.open.isEmpty {
            batches.remove(at: at)
            if batch.count > 1 { finished = batch }
        }
        asked[.fetchAudit(limit: auditLimit)] = nil
        // What a long batch changes is read again when it has ended.
        return next + (batch.waiting.isEmpty ? followUp(of: draft) : [])
    }

    /// The inverse joins those of the same batch; a new batch forgets the old way back.
    private mutating func remember(_ inverse: Control.Action?, of draft: OrderDraft, isFirst: Bool)
    {
        var steps = isFirst ? [] : undo?.steps ?? []
        if let inverse { steps.append(Undo.Step(action: inverse, id: object(of: inverse))) }
        undo =
            steps.isEmpty
            ? nil
            : Undo(
                steps: steps,
                until: now + Undo.window,
                sequence: snapshot?.sequence ?? 0
            )
    }

    private static func summary(of batch: Batch) -> String {
        guard batch.count > 1 else {
            return batch.refused.first.map { "refused: \($0.text)" } ?? batch.done.first?.text
                ?? ""
        }
        let refusal =
            batch.refused.first.map { ", \(batch.refused.count) refused: \($0.text)" } ?? ""
        let hint = batch.open.isEmpty && !batch.refused.isEmpty ? "; :results lists them" : ""
        // What is done without exception is said so by its mark.
        let done = batch.open.isEmpty && batch.refused.isEmpty ? "" : " done"
        let progress = "\(Figures.count(batch.done.count)) of \(Figures.count(batch.count))\(done)"
        let last = batch.done.last.map { batch.open.isEmpty ? "" : "  \($0.text)" } ?? ""
        let more = batch.waiting.isEmpty ? "" : batch.isPaused ? "  paused (J)" : "  J pauses"
        return progress + refusal + hint + (refusal.isEmpty ? last : "") + more
    }

    /// What an order changed is read again at once.
    private mutating func followUp(of draft: OrderDraft) -> [Effect] {
        switch place {
        case .run(let id): return [.fetchRun(id)]
        case .runs: return runs.ask(lists[.runs]?.filter ?? "", at: now).map { [$0] } ?? []
        case .audit: return fetchAudit()
        case .deadLetters: return [.fetchDeadLetters(before: nil)]
        case .overview, .workflows, .models, .routing, .alerts, .sources, .incident, .help,
            .silences, .proposals, .contexts:
            return []
        }
    }

    /// Undoes the last action.
    mutating func takeBack() -> [Effect] {
        guard let undo else { return [] }
        self.undo = nil
        let isFresh = (snapshot?.sequence ?? 0) > undo.sequence
        let drafts = undo.steps.map { step in
            draft(
                step.action,
                reason: "undo",
                // The version on the screen is the one before the action until newer data comes.
                version: isFresh ? version(of: object(of: step.action)) : nil
            )
        }
        let orders = give(drafts, title: "undo")
        if let newest = batches.indices.last { batches[newest].isUndo = true }
        return orders
    }
}
