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

    /// Where lineage events go.
    mutating func lineage(_ item: Item?, of project: String) -> LineageTarget? {
        guard let item else { return nil }
        let namespace = item["namespace"]?.text ?? project
        if let path = item["file"]?.text {
            return LineageTarget(.file(path: path), namespace: namespace)
        }
        guard let endpoint = item["webhook"], let url = endpoint["url"]?.text else { return nil }
        checkURL(endpoint["url"], schemes: ["http://", "https://"])
        let key = endpoint["key_variable"]?.text
        return LineageTarget(.webhook(url: url, keyVariable: key), namespace: namespace)
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
