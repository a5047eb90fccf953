internal import Orchestration

/// Limits across runs.
extension ProjectBuilder {
    /// What stands under `limits`; no limit where nothing does.
    func limits(_ item: Item?) -> Limits {
        Limits(
            atOnce: scalars.count(item?["at_once"]),
            rate: item?["rate"].flatMap(scalars.text).flatMap { Rate(text: $0) },
            perSubject: scalars.count(item?["per_subject"])
        )
    }
}
