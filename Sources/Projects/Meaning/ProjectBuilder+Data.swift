internal import Orchestration

/// Sources, channels, purposes and segments.
extension ProjectBuilder {
    /// The cards under `sources`.
    mutating func sources(_ item: Item?) -> [SourceCard] {
        var carriers: [String: Place] = [:]
        return (item?.entries ?? []).compactMap { entry in
            guard let event = entry.value["event"]?.text,
                let sla = scalars.duration(entry.value["sla"])
            else { return nil }
            if let first = carriers[event] {
                findings.report(.sameEvent(event, first: first), at: entry.value.place(of: "event"))
            }
            carriers[event] = carriers[event] ?? entry.value.place(of: "event")
            let fields = (entry.value["fields"]?.entries ?? []).compactMap { field in
                field.value.text.map { (field.key, $0) }
            }
            var card = SourceCard(
                name: entry.key,
                owner: entry.value["owner"]?.text ?? "",
                event: event,
                sla: sla,
                fields: Dictionary(fields, uniquingKeysWith: { first, _ in first }),
                bytesMax: scalars.count(entry.value["bytes_max"]) ?? 65_536,
                oldest: scalars.duration(entry.value["oldest"])
            )
            card.checks = (entry.value["checks"]?.elements ?? []).compactMap {
                check($0, card.fields)
            }
            card.volume = volume(entry.value["volume"], of: entry.key)
            card.expected = expected(entry.value["expected"])
            card.zone = entry.value["expected"]?["zone"]?.text ?? "UTC"
            card.holidays = holidays(entry.value)
            return card
        }
    }

    /// What stands under `journal`.
    mutating func retention(_ item: Item?) -> Retention {
        guard let item, let keep = scalars.duration(item["keep"]) else { return Retention() }
        let events = scalars.duration(item["events"]) ?? keep
        if events < keep {
            findings.report(.forgottenEvents, at: item.place(of: "events"))
        }
        return Retention(
            runs: keep,
            events: events,
            deadLetters: scalars.duration(item["dead_letters"]) ?? keep
        )
    }

    /// The cards under `channels`.
    mutating func channels(_ item: Item?) -> [ChannelCard] {
        (item?.entries ?? []).compactMap { entry in
            if let path = entry.value["file"]?.text {
                return ChannelCard(name: entry.key, kind: .file(path: path))
            }
            guard let hook = entry.value["webhook"], let url = hook["url"]?.text else { return nil }
            checkURL(hook["url"], schemes: ["http://", "https://"])
            let key = hook["key_variable"]?.text
            return ChannelCard(name: entry.key, kind: .webhook(url: url, keyVariable: key))
        }
    }

    /// The purposes under `purposes`.
    mutating func purposes(_ item: Item?) -> [Purpose] {
        (item?.entries ?? []).compactMap { entry in
            let (cap, window) = (entry.value["cap"], entry.value["window"])
            if (cap == nil) != (window == nil) {
                let place = entry.value.place(of: cap == nil ? "window" : "cap")
                findings.report(.capAndWindow, at: place)
            }
            guard let needsConsent = scalars.flag(entry.value["needs_consent"]) else { return nil }
            return Purpose(
                name: entry.key,
                needsConsent: needsConsent,
                cap: scalars.count(cap),
                window: scalars.duration(window) ?? .zero
            )
        }
    }

    /// The segments under `segments`.
    mutating func segments(_ item: Item?) -> [Segment] {
        (item?.entries ?? []).compactMap { entry in
            expression(entry.value, seeing: .segment(lexicon.constants), expecting: .bool)
                .map { Segment(name: entry.key, when: $0) }
        }
    }
}
