internal import Orchestration

/// What a drill's world looks at, as the engine does at every tick.
extension DrillWorld {
    /// As the engine does at every tick.
    private mutating func listen() {
        for model in health.names {
            var random = random
            let opened = health.update(model) { $0.listen(at: now, random: &random) }
            self.random = random
            if opened == true { noteOpening(model, at: now) }
        }
    }

    mutating func noteOpening(_ model: String, at moment: Instant) {
        wasOpen.insert(model)
        moments.append(Moment(at: moment, what: .breakerOpened(model)))
    }

    mutating func evaluate() {
        listen()
        for change in alerts.evaluate(observations, rules: project.alerts, at: now)
        where change.kind == .fired || change.kind == .resolved {
            if change.kind == .fired, change.alert.object.name == fault?.name, rowsToAlert == nil {
                rowsToAlert = faultRows
            }
            moments.append(
                Moment(
                    at: now,
                    what: .alert(
                        change.kind,
                        id: change.alert.id.text,
                        object: change.alert.object.name,
                        text: change.alert.value
                    )
                )
            )
        }
        guard now - tidied >= .seconds(60) else { return }
        tidied = now
        // Keeps what is remembered small; nothing is written anywhere.
        _ = ledger.drain(at: now)
        usual = Dictionary(
            project.models.map { card in
                let hour = ledger.slice(of: .model(card.name), over: .hour, at: now)
                return (card.name, hour.took.seconds95 ?? 0)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private var observations: Observations {
        var seen = Observations()
        for card in project.models {
            var one = ModelObservation(model: card.name)
            let slice = ledger.slice(of: .model(card.name), over: .minute, at: now)
            one.calls = slice.calls
            one.errorShare = slice.errorShare
            one.p95 = slice.took.seconds95.map { .milliseconds(Int64($0 * 1000)) }
            one.usualP95 = usual[card.name].flatMap {
                $0 > 0 ? .milliseconds(Int64($0 * 1000)) : nil
            }
            one.counts = ledger.counts(of: .model(card.name), at: now)
            one.breaker = health[card.name]?.breaker.state ?? .closed
            one.drift = scores[card.name]?.verdict
            one.features = featureRows[card.name] ?? []
            seen.models.append(one)
        }
        for monitor in sources {
            var one = SourceObservation(source: monitor.card.name, state: monitor.state(at: now))
            one.hasCome = monitor.newestEvent != nil
            one.rejectShare = monitor.rejectShare(at: now)
            one.volume = monitor.volume(at: now)
            one.breaches = monitor.breaches(at: now).map(\.words)
            seen.sources.append(one)
        }
        seen.journal = JournalObservation()
        return seen
    }
}
