/// What only a stretch of time can break.
extension SourceMonitor {
    /// Promises that the last stretch of time breaks; none while too little was watched.
    package func breaches(at now: Instant) -> [ContractBreach] {
        absences(at: now) + amounts(at: now) + leniencies(at: now)
            + (week.unusual(at: now).map { [.unusualHour($0.count, usual: $0.usual)] } ?? [])
    }

    private func absences(at now: Instant) -> [ContractBreach] {
        let all = lastHour(at: now)
        guard all >= 20 else { return [] }
        return card.checks.compactMap { check in
            guard let limit = check.missingAtMost else { return nil }
            let lacking = lacking[check.field]?.total(minutes: 60, at: now) ?? 0
            let share = Double(lacking) / Double(all)
            return share > limit
                ? .missing(field: check.field, share: share, atMost: limit) : nil
        }
    }

    private func amounts(at now: Instant) -> [ContractBreach] {
        guard let volume = card.volume else { return [] }
        let count = arrivals.total(minutes: volume.minutes, at: now)
        if let most = volume.most, count > most {
            return [.tooMany(count, most: most, per: volume.per)]
        }
        guard let least = volume.least, count < least, now - since >= volume.per,
            !isQuiet(at: now)
        else { return [] }
        return [.tooFew(count, least: least, per: volume.per)]
    }

    /// Promises that events of the last five minutes broke and that only warn.
    private func leniencies(at now: Instant) -> [ContractBreach] {
        warnings.sorted { $0.key < $1.key }.compactMap { code, counts in
            let count = counts.total(minutes: 5, at: now)
            return count > 0 ? .warned(code: code, count) : nil
        }
    }

    /// Counts what an accepted event breaks of what only warns.
    mutating func warn(of event: Value, at now: Instant) {
        guard case .map(let entries) = event else { return }
        var broken = card.checks.filter { $0.onBreach == .warn }.compactMap { check in
            entries[.string(check.field)].flatMap { $0 == .null ? nil : check.breach(by: $0) }
        }
        for key in keys(of: event, .warn)
        where seen[key.field]?.has(key.key, within: key.window, at: now) == true {
            broken.append(.repeated(field: key.field, within: key.window))
        }
        for rejection in broken {
            let code = rejection.code
            guard warnings[code] != nil || warnings.count < Self.reasonsMax else { continue }
            warnings[code, default: ArrivalCounts()].add(at: now)
        }
    }
}
