package import Orchestration

/// Plays faults against a project's own rules, and scores what was seen and how fast.
package struct Drill: Sendable {
    package let project: Project
    package let seed: UInt64
    /// How long the world is quiet before anything breaks.
    package let warmUp: Duration
    /// How long a fault stays; nil for as long as its kind needs to be seen.
    package let stay: Duration?
    /// How the features of models were spread when they were accepted, by model.
    package let features: [String: [FeatureReference]]

    /// A drill whose world is quiet long enough for every baseline, if not told otherwise.
    package init(
        _ project: Project,
        seed: UInt64,
        features: [String: [FeatureReference]] = [:],
        warmUp: Duration = .seconds(2400),
        stay: Duration? = nil
    ) {
        self.project = project
        self.features = features
        self.seed = seed
        self.warmUp = warmUp
        self.stay = stay
    }

    /// What came of one fault.
    package struct Score: Hashable, Sendable {
        package let fault: DrillFault
        /// What was broken.
        package let object: String
        /// The first alert on it, after the fault began; nil where none fired.
        package let alert: String?
        package let detectedAfter: Duration?
        /// Scores or rows it took, for drift.
        package let rows: Int?
        /// From the fault to the breaker's opening.
        package let openedAfter: Duration?
        /// From the breaker's opening to the first call of another target.
        package let movedAfter: Duration?
        package let bar: DrillBar?
        package let timeline: [DrillWorld.Moment]

        /// Whether it was seen, within its bar where there is one, and traffic moved within 2 s.
        package var passes: Bool {
            guard let detectedAfter else { return false }
            if let movedAfter, movedAfter > .seconds(2) { return false }
            switch bar {
            case .within(let limit)?: return detectedAfter <= limit
            case .rows(let limit)?: return rows.map { $0 <= limit } ?? false
            case nil: return true
            }
        }
    }

    /// A quiet while, in which no alert may fire.
    package struct Quiet: Hashable, Sendable {
        package let duration: Duration
        package let calls: Int
        package let falseAlarms: [DrillWorld.Moment]
    }

    /// Plays one fault; nil where the project has nothing that can break so.
    package func play(_ fault: DrillFault) -> Score? {
        guard let object = object(of: fault) else { return nil }
        var pace = DrillWorld.Pace()
        // Four models that score, and a feed of 30 a minute.
        pace.callsPerSecond = 3
        var world = world(pace)
        world.pass(warmUp)
        let began = world.now
        world.begin(fault, of: object)
        world.pass(stay ?? fault.stay)
        return score(fault, object, world, began)
    }

    /// Lets nothing go wrong for a while.
    package func stayQuiet(for duration: Duration) -> Quiet {
        var pace = DrillWorld.Pace()
        pace.callsPerSecond = 0.5
        pace.eventsPerSecond = 0.5
        pace.tick = .seconds(5)
        var world = world(pace)
        world.pass(duration)
        let alarms = world.moments.filter { moment in
            if case .alert(.fired, _, _, _) = moment.what { true } else { false }
        }
        let calls = Int(duration.inSeconds * pace.callsPerSecond) * project.routes.count
        return Quiet(duration: duration, calls: calls, falseAlarms: alarms)
    }

    private func world(_ pace: DrillWorld.Pace) -> DrillWorld {
        DrillWorld(
            project,
            seed: seed,
            features: features,
            pace: pace,
            at: beginning
        )
    }

    /// As late as the newest price: a limit on money lets no call through whose price is unknown.
    private var beginning: Instant {
        project.models.compactMap(\.prices.newest).max() ?? Instant(milliseconds: 1 << 40)
    }

    /// What a fault breaks: the first target of a route that has another, the first source that
    /// promises such a thing, a model with scores, one with a feature that can move.
    private func object(of fault: DrillFault) -> String? {
        let remote = Set(project.models.filter { !$0.kind.isLocal }.map(\.name))
        switch fault.target {
        case .provider:
            return project.routes.first { route in
                route.targets.count > 1 && remote.contains(route.targets[0].model)
            }?.targets[0].model
        case .source: return project.sources.first(where: fault.breaks)?.name
        case .scores:
            let called = Set(project.routes.compactMap(\.targets.first?.model))
            return project.models.first { $0.kind.isLocal && called.contains($0.name) }?.name
        case .features:
            let called = Set(project.routes.compactMap(\.targets.first?.model))
            return project.models.first { card in
                card.kind.isLocal && called.contains(card.name)
                    && DrillInputs(features[card.name] ?? []).shifted != nil
            }?.name
        }
    }

    private func score(
        _ fault: DrillFault,
        _ object: String,
        _ world: DrillWorld,
        _ began: Instant
    ) -> Score {
        let timeline = world.moments.filter { $0.at >= began }
        var alert: (id: String, at: Instant)?
        var opened: Instant?
        var moved: Instant?
        for moment in timeline {
            switch moment.what {
            case .alert(.fired, let id, object, _) where alert == nil: alert = (id, moment.at)
            case .breakerOpened(object) where opened == nil: opened = moment.at
            case .moved where opened != nil && moved == nil: moved = moment.at
            case .alert, .breakerOpened, .moved, .began, .ended: break
            }
        }
        let sla = project.sources.first { $0.name == object }?.sla
        return Score(
            fault: fault,
            object: object,
            alert: alert?.id,
            detectedAfter: alert.map { $0.at - began },
            rows: fault.countsRows ? world.rowsToAlert : nil,
            openedAfter: opened.map { $0 - began },
            movedAfter: opened.flatMap { opening in moved.map { $0 - opening } },
            bar: fault.bar(sla: sla),
            timeline: timeline
        )
    }
}
