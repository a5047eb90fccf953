internal import Orchestration

extension Value {
    /// The elements of a list; nil for what is none.
    var listed: [Value]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }
}
