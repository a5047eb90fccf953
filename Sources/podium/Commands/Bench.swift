internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium bench`.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the engine on this machine, beside bare SQLite.",
        discussion: """
            Every scenario runs the real engine on a real journal in a folder of its own, checks
            its result, and removes the folder again. OF BARE SQLITE compares with as many rows, one
            for each event, run and result of a step, written by SQLite's C interface with
            synchronous=FULL in groups of 100: a share of its rate, or a multiple of its time. Ratios hold on any machine, absolute figures on a
            quiet one.

            """
                + BenchScenario.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(
                    separator: "\n"
                )
    )

    @Argument(help: "What to measure; the usual ones where nothing is named.")
    var scenarios: [BenchScenario] = []

    @Flag(help: "Measure `million` as well.")
    var million = false

    @Option(help: "The folder whose disk is measured; a new folder is made in it.")
    var folder: String = FileManager.default.temporaryDirectory.path

    @Option(help: "text, json or csv.")
    var format: ListFormat = .text

    func run() async throws {
        warnOfDebugBuild()
        var bench = try workbench()
        defer { bench.clear() }
        var figures: [BenchFigure] = []
        for scenario in wanted {
            bench.tell("\(scenario.rawValue): \(scenario.summary)")
            if scenario != .idle { try await bench.measureDisk() }
            figures += try await scenario.figures(bench)
        }
        try await bench.measureDisk()
        print(text(figures, bench))
    }

    private var wanted: [BenchScenario] {
        BenchScenario.allCases.filter { scenario in
            if scenario == .million && million { return true }
            return scenarios.isEmpty ? scenario.isUsual : scenarios.contains(scenario)
        }
    }

    private func workbench() throws -> Workbench {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw Complaint("\(folder) is no folder.\n  Give one with --folder.", .usage) }
        return try Workbench(in: folder) { line in
            try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
        }
    }

    private func text(_ figures: [BenchFigure], _ bench: Workbench) -> String {
        let table = TextTable(figures.map(\.columns), heads: BenchFigure.heads)
        switch format {
        case .text:
            let row = bench.bareRow / .microseconds(1)
            return table.text
                + "\n\nBare SQLite, groups of 100: \(Int(1_000_000 / row)) rows/s here."
        case .csv: return table.csv
        case .json:
            let report: Value = [
                "schema": "podium-bench/1",
                "bare_rows_per_second": .double(1 / bench.bareRow.seconds),
                "figures": .list(figures.map(\.json)),
            ]
            return report.prettyJSON
        }
    }

    private func warnOfDebugBuild() {
        #if DEBUG
        let warning = "This is a debug build: its figures mean nothing. Build with -c release.\n"
        try? FileHandle.standardError.write(contentsOf: Data(warning.utf8))
        #endif
    }
}
