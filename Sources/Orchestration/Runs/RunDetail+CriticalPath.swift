extension RunDetail {
    /// Back from the step that ended last, each time to the predecessor that ended last.
    static func criticalPath(_ steps: [StepDetail]) -> [Int] {
        func end(_ index: Int) -> Instant? { steps[index].attempts.last?.ended }
        let ended = steps.indices.filter { end($0) != nil }
        var at = ended.max { (end($0) ?? .epoch) < (end($1) ?? .epoch) }
        var path: [Int] = []
        while let index = at {
            path.append(index)
            at = steps[index].sketch.after.filter { end($0) != nil }
                .max { (end($0) ?? .epoch) < (end($1) ?? .epoch) }
        }
        return path.reversed()
    }
}
