/// What becomes of runs that began before an order about their route.
package enum OpenRuns: String, Hashable, Sendable, Codable, CaseIterable {
    /// They go on as they were routed: the order is for runs that begin after it.
    case keep
    /// Their next attempts follow the order too; an attempt under way keeps its target either way.
    case move
}

extension OpenRuns {
    /// What so many open runs do, for example `41 open runs keep their route`.
    package func words(_ count: Int) -> String {
        let runs = count == 1 ? "1 open run" : "\(count) open runs"
        switch (self, count == 1) {
        case (.keep, true): return "\(runs) keeps its route"
        case (.keep, false): return "\(runs) keep their route"
        case (.move, true): return "\(runs) moves with it"
        case (.move, false): return "\(runs) move with it"
        }
    }
}
