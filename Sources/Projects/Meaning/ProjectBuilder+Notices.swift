internal import Orchestration

/// Recipients of alerts.
extension ProjectBuilder {
    /// The recipients under `notify`.
    mutating func recipients(_ item: Item?) -> [Recipient] {
        (item?.entries ?? []).compactMap { entry in
            guard let way = way(entry.value) else { return nil }
            let words = (entry.value["severities"]?.elements ?? []).compactMap(\.text)
            let severities = Severity.allCases.filter { words.contains($0.word) }
            return Recipient(
                name: entry.key,
                way: way,
                severities: severities.isEmpty ? [.critical, .warning] : Set(severities),
                after: scalars.duration(entry.value["after"]) ?? .zero,
                again: scalars.duration(entry.value["again"])
            )
        }
    }

    private mutating func way(_ item: Item) -> Recipient.Way? {
        if let command = item["command"] {
            let words = command.elements.compactMap(\.text)
            if words.first?.isEmpty ?? true { findings.report(.noCommand, at: command.place) }
            return .command(words)
        }
        for verb in ["webhook", "alertmanager"] {
            guard let endpoint = item[verb], let url = endpoint["url"]?.text else { continue }
            checkURL(endpoint["url"], schemes: ["http://", "https://"])
            let key = endpoint["key_variable"]?.text
            return verb == "webhook"
                ? .webhook(url: url, keyVariable: key) : .alertmanager(url: url, keyVariable: key)
        }
        return nil
    }
}
