internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Orchestration

/// Where an order goes, who gives it and why.
struct OrderOptions: ParsableArguments {
    @OptionGroup var place: EnginePlace

    @Option(help: "Why; kept in the audit.")
    var reason: String = ""

    @Option(help: "Refuse where the object is no longer at this version.")
    var ifVersion: Int64?

    @Flag(
        help: """
            Do it: with --where, without which it is only told; and without being asked, where a \
            mistake would be felt (cancel, terminate, kill, pause --everything).
            """
    )
    var yes = false

    /// Gives the order to the engine that runs on the journal; where none does, to one that starts
    /// no step: the next one carries on from there.
    /// - Throws: A complaint where the order is refused; try again later where a process holds the
    ///   journal and cannot be reached.
    func perform(
        _ action: Control.Action,
        expires: Instant? = nil,
        guardText: String? = nil
    ) async throws {
        if action.isHighRisk { try Assent(options: self).get(for: action) }
        let order = Control.Order(
            typed: action,
            reason: reason,
            versionSeen: ifVersion,
            expires: expires,
            guardText: guardText
        )
        let receipt = try await place.ask { await $0.perform(order) }
        switch receipt.result {
        case .done(let text): print(TextTable.safe("\(action.verb) \(action.object): \(text)"))
        case .refused(let why): throw Complaint(TextTable.safe(why))
        }
        if let inverse = receipt.inverse { print("undo: \(place.commandLine(of: inverse))") }
    }
}

extension Control.Order {
    /// An order that somebody gives in a shell; `part` tells the orders of one command apart.
    init(
        typed action: Control.Action,
        reason: String,
        part: String = "",
        versionSeen: Int64? = nil,
        expires: Instant? = nil,
        guardText: String? = nil
    ) {
        let process = ProcessInfo.processInfo.processIdentifier
        self.init(
            action,
            actor: NSUserName(),
            via: "cli",
            reason: reason,
            versionSeen: versionSeen,
            requestID: "cli/\(process)/\(Moment.now.milliseconds)/\(part)",
            expires: expires,
            guardText: guardText
        )
    }
}

/// Where an engine's journal is, and its project.
struct EnginePlace: ParsableArguments {
    @Option(
        name: .customLong("project"),
        help: "The project's folder; the one around this folder, else the sample.",
        completion: .directory
    )
    var givenProject: String?

    @Option(
        name: .customLong("data"),
        help: "The folder with the journal; `.podium` in the project, else the demo's.",
        completion: .directory
    )
    var givenData: String?

    var project: String { givenProject ?? Whereabouts.project ?? Demo.sample }

    var data: String { givenData ?? givenProject.map(Whereabouts.data(of:)) ?? Whereabouts.data }

    /// What a further command needs to find the same journal.
    var words: String {
        let quoted = "'\(data.replacingOccurrences(of: "'", with: "'\\''"))'"
        return data == Whereabouts.data ? "" : " --data \(quoted)"
    }

    /// An order as it is typed to reach the same journal; one that needs a reason has one.
    func commandLine(of action: Control.Action) -> String {
        let reason = action.isHighRisk ? " --reason undo" : ""
        return TextTable.safe(action.commandLine + words + reason)
    }

    /// Asks the engine that runs on the journal; where none does, one that starts no step.
    func ask<T>(_ question: (any ControlPlane) async throws -> T) async throws -> T {
        try await Reach(data).use(
            running: { try await question($0) },
            idle: { try await alone { try await question($0.control) } }
        )
    }

    /// An order that only a project's own text can answer must not be judged by the sample's.
    /// - Throws: A complaint where no engine runs, and neither folder nor option names a project.
    func insistOnProject() async throws {
        guard givenData != nil, givenProject == nil, Whereabouts.project == nil else { return }
        if let remote = try await Reach(data).running() { return await remote.close() }
        throw Complaint(
            "no engine runs on the journal in \(data), and this folder is in no project.\n"
                + "  Say which project it is: --project FOLDER.",
            .usage
        )
    }

    /// Uses an engine on the journal that starts no step.
    private func alone<T>(_ use: (Assembly) async throws -> T) async throws -> T {
        let assembly = try await Assembly.resting(project: project, data: data)
        do {
            let result = try await use(assembly)
            await assembly.stop()
            return result
        } catch {
            await assembly.stop()
            throw error
        }
    }
}
