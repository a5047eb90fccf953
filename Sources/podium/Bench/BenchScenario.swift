internal import ArgumentParser

/// What `podium bench` can measure, in the order it does.
///
/// `idle` comes first, before the disk is measured: what anything else leaves behind in this process's
/// memory is not its own.
enum BenchScenario: String, ExpressibleByArgument, CaseIterable, Sendable {
    case idle, graph, chain, wide, huge, recovery, routing, drift, console, million

    /// What it does, in one line.
    var summary: String {
        switch self {
        case .idle: "an engine that has nothing to do"
        case .graph: "500 runs of six steps, 1 -> 2 -> {3, 4} -> 5 -> 6, started at once"
        case .chain: "a chain of six steps, one run after another"
        case .wide: "one run with 1,000 parallel steps and a join"
        case .huge: "one run with 100,000 parallel steps and a join"
        case .recovery: "10,000 unfinished runs taken up again"
        case .routing: "choosing among ten targets, and taking in how a call ended"
        case .drift: "streaming drift detectors"
        case .console:
            "the console before 100,000 runs and 5,000 events a second, beside htop and btop"
        case .million: "a journal with 1,000,000 finished runs; takes minutes to fill"
        }
    }

    /// Whether it is run where none is named: those that take minutes are not.
    var isUsual: Bool { self != .million && self != .huge && self != .console }

    /// Measures, and checks the result before it answers.
    func figures(_ bench: Workbench) async throws -> [BenchFigure] {
        switch self {
        case .idle: try await bench.idle()
        case .graph: try await bench.graph()
        case .chain: try await bench.chain()
        case .wide: try await bench.wide(1000, as: .wide)
        case .huge: try await bench.wide(100_000, as: .huge)
        case .recovery: try await bench.recovery()
        case .routing: bench.routing()
        case .drift: bench.drift()
        case .console: try await bench.console()
        case .million: try await bench.million()
        }
    }
}
