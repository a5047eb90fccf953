internal import Orchestration

/// What sources promise beyond fields and their types.
extension ProjectBuilder {
    /// One of `checks`.
    mutating func check(_ item: Item, _ types: [String: String]) -> FieldCheck? {
        guard let field = item["field"]?.text else { return nil }
        var check = FieldCheck(field: field)
        check.lowest = scalars.number(item["min"])
        check.highest = scalars.number(item["max"])
        check.allowed = (item["values"]?.elements ?? []).compactMap(\.text)
        check.uniqueWithin = scalars.duration(item["unique_within"])
        check.missingAtMost = scalars.number(item["missing_at_most"])
        check.onBreach = item["on_breach"]?.text.flatMap(FieldCheck.Consequence.init) ?? .block
        if item["on_breach"] != nil, !check.holdsOfOne {
            findings.report(.breachOfMany(field), at: item.place(of: "on_breach"))
        }
        if check.isEmpty { findings.report(.idleCheck(field), at: item.place(of: "field")) }
        if let lowest = check.lowest, let highest = check.highest, lowest > highest {
            findings.report(.emptyRange(field), at: item.place(of: "min"))
        }
        if let type = types[field] { compare(item, field, type) }
        return check
    }

    private mutating func compare(_ item: Item, _ field: String, _ type: String) {
        for key in ["min", "max"] where item[key] != nil && type != "number" {
            findings.report(.checkOfType(key, field, type), at: item.place(of: key))
        }
        for key in ["values", "unique_within"]
        where item[key] != nil && ["list", "map"].contains(type) {
            findings.report(.checkOfType(key, field, type), at: item.place(of: key))
        }
        guard item["missing_at_most"] != nil else { return }
        findings.report(.neverMissing(field), at: item.place(of: "missing_at_most"))
    }

    /// What stands under `volume`.
    mutating func volume(_ item: Item?, of source: String) -> VolumePromise? {
        guard let item, let per = scalars.duration(item["per"]) else { return nil }
        let (least, most) = (scalars.count(item["min"]), scalars.count(item["max"]))
        if least == nil, most == nil { findings.report(.idleVolume, at: item.place(of: "per")) }
        if let least, let most, least > most {
            findings.report(.emptyRange(source), at: item.place(of: "min"))
        }
        return VolumePromise(per: per, least: least, most: most)
    }

    /// Days on which other things are expected of a source.
    mutating func holidays(_ source: Item) -> Holidays {
        guard let item = source["holidays"] else {
            if source["on_holidays"] != nil {
                findings.report(.noHolidays, at: source.place(of: "on_holidays"))
            }
            return .none
        }
        var days: [Instant] = []
        for element in item.elements {
            guard let text = element.text else { continue }
            guard text.count == 10, let day = Instant(text: "\(text)T00:00:00Z") else {
                findings.report(.badHoliday(text), at: element.place)
                continue
            }
            days.append(day)
        }
        let manner = source["on_holidays"]?.text.flatMap(Holidays.Manner.init) ?? .sunday
        return Holidays(days: days, manner)
    }

    /// What stands under `expected`.
    mutating func expected(_ item: Item?) -> Schedule? {
        guard let item else { return nil }
        checkZone(item["zone"])
        guard let cron = item["cron"], let text = cron.text else { return nil }
        if let flaw = Crontab.flaw(in: text) {
            findings.report(.badCron(text, flaw), at: cron.place)
        }
        return Schedule(cron: text, zone: item["zone"]?.text ?? "UTC")
    }
}
