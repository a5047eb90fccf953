/// What only a stretch of time can break.
extension SourceMonitor {
    /// Promises that the last stretch of time breaks; none while too little was watched.
    package func breaches(at now: Instant) -> [ContractBreach] {
        absences(at: now) + amounts(at: now)
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
        guard let least = volume.least, count < least, now - since >= volume.per else { return [] }
        return [.tooFew(count, least: least, per: volume.per)]
    }
}
