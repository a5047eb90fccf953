internal import ArgumentParser
internal import Foundation
internal import Orchestration
internal import Rehearsal

/// `podium drill`.
struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Break things on simulated time and score what a project's rules see of it.",
        discussion: """
            Plays each fault against the project's routes, breakers, sources and alert rules, then a
            quiet while in which no alert may fire. No model is called and nothing is written. Pinned
            routes are played as priority: a drill is about what moves by itself. Ends with 1 where
            a fault is not seen, is seen too late, or an alarm is false.
            """
    )

    @OptionGroup var source: ProjectOptions

    @Option(help: "Only this fault; may be repeated.")
    var fault: [DrillFault] = []

    @Option(help: "How long the quiet while is, for example 7d; 0s for none.")
    var quiet: String = "7d"

    @Option(help: "Feeds everything that is drawn at random.")
    var seed: UInt64 = 7

    @Flag(help: "Print what happened, moment by moment.")
    var timeline = false

    func run() async throws {
        guard let length = Duration(text: quiet) else {
            throw ValidationError("--quiet is a time such as 7d.")
        }
        let project = try source.project()
        let features = try LocalModels.read(project, folder: source.folder).features
        let drill = Drill(project, seed: seed, features: features)
        var isGood = true
        for kind in fault.isEmpty ? DrillFault.allCases : fault {
            guard let score = drill.play(kind) else {
                print("\(kind.rawValue): this project has nothing that can break so")
                continue
            }
            isGood = isGood && score.passes
            print(score.line)
            if timeline { print(score.timelineText) }
        }
        if length > .zero {
            let calm = drill.stayQuiet(for: length)
            isGood = isGood && calm.falseAlarms.isEmpty
            print(
                "quiet \(quiet), \(calm.calls) calls: \(calm.falseAlarms.count) false alarms"
            )
            for alarm in calm.falseAlarms.prefix(10) { print("  \(alarm.text(since: nil))") }
        }
        if !isGood { throw ExitCode.failure }
    }
}

extension DrillFault: ExpressibleByArgument {}

extension Drill.Score {
    fileprivate var line: String {
        let verdict = passes ? "ok  " : "FAIL"
        guard let alert, let detectedAfter else {
            return "\(verdict) \(fault.rawValue) of \(object): not seen"
        }
        var text = "\(verdict) \(fault.rawValue) of \(object): \(alert) after \(detectedAfter.text)"
        if let rows { text += ", \(rows) rows" }
        if let openedAfter { text += ", breaker open after \(openedAfter.text)" }
        if let movedAfter { text += ", traffic moved \(movedAfter.text) later" }
        switch bar {
        case .within(let limit)?: text += " (bar \(limit.text))"
        case .rows(let limit)?: text += " (bar \(limit) rows)"
        case nil: break
        }
        return text
    }

    fileprivate var timelineText: String {
        timeline.map { "  \($0.text(since: timeline.first?.at))" }.joined(separator: "\n")
    }
}

extension DrillWorld.Moment {
    fileprivate func text(since start: Instant?) -> String {
        let time = start.map { "+" + (at - $0).text } ?? at.text
        let words =
            switch what {
            case .began(let fault, let object): "\(fault.rawValue) of \(object) begins"
            case .ended: "ends"
            case .alert(let kind, let id, _, let text): "alert \(id) \(kind.rawValue): \(text)"
            case .breakerOpened(let model): "breaker of \(model) opens"
            case .moved(let route, let model): "\(route) calls \(model)"
            }
        return "\(time)  \(words)"
    }
}
