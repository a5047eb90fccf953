extension UnifiedPerson {
    /// The ties by which one record leads to another; empty for one and the same.
    ///
    /// - Returns: Nil where one of them is not this person's.
    package func path(from one: String, to other: String) -> [Tie]? {
        guard records.contains(one), records.contains(other) else { return nil }
        var ways: [String: [Tie]] = [one: []]
        var open = [one]
        // The ties form a tree, so the first way found is the only one.
        while let here = open.popLast() {
            for tie in ties {
                guard let next = tie.end(from: here), ways[next] == nil else { continue }
                ways[next] = (ways[here] ?? []) + [tie]
                open.append(next)
            }
        }
        return ways[other]
    }
}

extension Tie {
    /// Where it leads from one of its ends.
    fileprivate func end(from id: String) -> String? {
        if one == id { return other }
        return other == id ? one : nil
    }
}
