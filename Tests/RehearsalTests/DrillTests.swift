internal import Orchestration
internal import Rehearsal
internal import Testing

@Suite struct `A drill` {
    private static let project: Project = {
        var project = Project()
        project.models = ["one", "two"].map {
            ModelCard(
                name: $0,
                kind: .openAI(url: "simulated:\($0)", model: $0, keyVariable: nil),
                version: "1"
            )
        }
        project.models.append(ModelCard(name: "scores", kind: .rules([]), version: "1"))
        project.routes = [
            Route(
                name: "writer",
                policy: .pinned,
                targets: ["one", "two"].map { Route.Target(model: $0) }
            ),
            Route(name: "risk", targets: [Route.Target(model: "scores")]),
        ]
        project.sources = [
            SourceCard(
                name: "orders",
                event: "order",
                sla: .seconds(60),
                fields: ["id": "string", "amount": "number"]
            )
        ]
        project.sources[0].checks = [
            check("amount") { $0.lowest = 0 }, check("email") { $0.missingAtMost = 0.05 },
            check("id") { $0.uniqueWithin = .seconds(3600) },
        ]
        project.alerts = [
            rule("errors", .modelErrors(over: 0.2, calls: 10)), rule("open", .breakerOpen),
            rule("slow", .modelLatency(over: .seconds(3), calls: 10)),
            rule("drift", .scoreDrift(over: 0.25)), rule("moved", .featureDrift(over: 0.1)),
            rule("late", .sourceLate),
            rule("thin", .sourceThin), rule("rejects", .sourceRejects(over: 0.05)),
            rule("contract", .sourceContract),
        ]
        return project
    }()

    private static func check(_ field: String, _ promise: (inout FieldCheck) -> Void) -> FieldCheck
    {
        var check = FieldCheck(field: field)
        promise(&check)
        return check
    }

    private static func rule(_ name: String, _ condition: AlertRule.Condition) -> AlertRule {
        AlertRule(name: name, severity: .warning, condition: condition)
    }

    /// A breaker forgets in a minute, and the bars are seconds: what comes later is not looked at.
    private static func brief(_ project: Project = project, seed: UInt64) -> Drill {
        Drill(project, seed: seed, warmUp: .seconds(300), stay: .seconds(90))
    }

    @Test(arguments: [DrillFault.silentFeed, .schemaChange, .scoreDrift])
    func `sees faults of feeds and scores, within its bar where there is one`(fault: DrillFault)
        throws
    {
        let score = try #require(Drill(Self.project, seed: 7).play(fault))
        #expect(score.passes, "\(score)")
    }

    @Test func `begins when prices are known, so that a limit on money lets calls through`() throws
    {
        var project = Self.project
        var limits = Quota.Limits()
        limits.moneyPerDay = 250_000_000
        project.models[0] = ModelCard(
            name: "one",
            kind: .openAI(url: "simulated:one", model: "one", keyVariable: nil),
            version: "1",
            prices: PriceList([
                PriceList.Price(from: Instant(milliseconds: 1 << 50), input: 3, output: 15)
            ]),
            limits: limits
        )
        let score = try #require(Self.brief(project, seed: 7).play(.silent))
        #expect(score.passes, "\(score)")
    }

    /// Ten features of a model, as many rows as a small training set has.
    private static let features: [FeatureReference] = (0..<10).compactMap { index in
        var random = SplitMix(seed: UInt64(index))
        let values = (0..<5000).map { _ in (0..<6).reduce(0.0) { sum, _ in sum + random.unit() } }
        return FeatureReference(name: "f\(index)", values: values)
    }

    @Test(arguments: UInt64(1)..<7)
    func `sees one feature of ten drift within a thousand rows, by its own rule`(seed: UInt64)
        throws
    {
        let drill = Drill(Self.project, seed: seed, features: ["scores": Self.features])
        let score = try #require(drill.play(.featureDrift))
        #expect(score.passes, "\(score)")
        #expect(score.alert?.hasPrefix("moved") == true, "\(score.alert ?? "none")")
        let texts = score.timeline.compactMap { moment -> String? in
            guard case .alert(.fired, _, _, let text) = moment.what else { return nil }
            return text
        }
        // Its neighbours were asked about as before.
        #expect(texts.count == 1 && texts[0].contains("f0"))
        #expect((1...9).allSatisfy { !texts[0].contains("f\($0)") })
    }

    @Test func `shifts no feature of a model that has none, and none that never varies`() {
        #expect(Drill(Self.project, seed: 7).play(.featureDrift) == nil)
        let still = FeatureReference(name: "still", values: Array(repeating: 1.0, count: 900))
        let drill = Drill(Self.project, seed: 7, features: ["scores": [still].compactMap(\.self)])
        #expect(drill.play(.featureDrift) == nil)
    }

    @Test func `asks about features in a quiet day, and nothing is said to drift`() {
        let drill = Drill(Self.project, seed: 5, features: ["scores": Self.features])
        let quiet = drill.stayQuiet(for: .seconds(86_400))
        #expect(quiet.falseAlarms.isEmpty, "\(quiet.falseAlarms.prefix(3))")
    }

    @Test(arguments: [
        (DrillFault.outOfRange, "rejects"), (.nulls, "contract"), (.repeatedKeys, "rejects"),
        (.flood, "contract"),
    ])
    func `sees what a contract promises break, by the rule that watches it`(
        fault: DrillFault,
        rule: String
    ) throws {
        let score = try #require(Drill(Self.project, seed: 7).play(fault))
        #expect(score.passes, "\(score)")
        #expect(score.alert?.hasPrefix(rule) == true, "\(score.alert ?? "none")")
    }

    /// A world of one feed, as rules of a project hear it: models are not looked at, and so it is quick.
    private static let feed: Project = {
        var feed = project
        (feed.models, feed.routes) = ([], [])
        feed.alerts = project.alerts.map { rule in
            AlertRule(
                name: rule.name,
                severity: rule.severity,
                condition: rule.condition,
                holds: rule.holds,
                clears: .seconds(300)
            )
        }
        return feed
    }()

    /// A feed that brings three events a minute is late and on time by turns.
    @Test(arguments: UInt64(1)...40)
    func `hears each alert of a partial load once, and none of its mending`(seed: UInt64) throws {
        Self.hearsOnce(.partialLoad, for: .seconds(1800), seed: seed)
    }

    /// One that comes back from a silence is not thin.
    @Test(arguments: [DrillFault.silentFeed, .schemaChange, .outOfRange, .repeatedKeys])
    func `hears each alert of one fault of a feed once, and none of its mending`(fault: DrillFault)
    {
        // Half an hour without events would be an unusual hour as well.
        for seed in UInt64(1)...3 { Self.hearsOnce(fault, for: .seconds(900), seed: seed) }
    }

    private static func hearsOnce(_ fault: DrillFault, for stay: Duration, seed: UInt64) {
        var world = DrillWorld(feed, seed: seed, at: Instant(milliseconds: 1 << 40))
        world.pass(.seconds(2000))
        world.begin(fault, of: "orders")
        world.pass(stay)
        let (fired, over) = (world.alerts(.fired), world.alerts(.resolved))
        #expect(!fired.isEmpty && over.isEmpty, "\(fault): \(over) are over too soon")
        #expect(Set(fired).count == fired.count, "\(fault): \(fired)")
        world.mend()
        world.pass(.seconds(1000))
        #expect(world.alerts(.fired) == fired, "\(fault)")
        #expect(world.alerts(.resolved).sorted() == fired.sorted(), "\(fault)")
    }

    @Test(arguments: [DrillFault.outOfRange, .nulls, .repeatedKeys])
    func `breaks no promise that nobody made`(fault: DrillFault) {
        var project = Self.project
        project.sources[0].checks = []
        #expect(Drill(project, seed: 7).play(fault) == nil)
    }

    @Test func `moves traffic within two seconds of the breaker's opening`() throws {
        let score = try #require(Self.brief(seed: 3).play(.outage))
        let moved = try #require(score.movedAfter)
        #expect(moved <= .seconds(2))
        #expect(score.passes, "\(score)")
    }

    @Test(arguments: UInt64(1)..<9)
    func `sees a provider that takes calls and never answers within ten seconds`(seed: UInt64)
        throws
    {
        // Its clock of the first token is ten seconds: what is under way tells sooner.
        let score = try #require(Self.brief(seed: seed).play(.silent))
        #expect(score.passes, "\(score)")
        #expect(try #require(score.detectedAfter) <= .seconds(10))
        #expect(try #require(score.movedAfter) <= .seconds(2))
    }

    @Test func `hears no false alarm in a quiet hour`() {
        let quiet = Drill(Self.project, seed: 5).stayQuiet(for: .seconds(3600))
        #expect(quiet.falseAlarms.isEmpty, "\(quiet.falseAlarms.prefix(3))")
    }

    @Test func `sees nothing where nobody watches`() throws {
        var project = Self.project
        project.alerts = []
        let score = try #require(Self.brief(project, seed: 7).play(.silentFeed))
        #expect(score.alert == nil)
        #expect(!score.passes)
    }
}

extension DrillWorld {
    /// The alerts of which something was told, oldest first.
    fileprivate func alerts(_ kind: AlertChange.Kind) -> [String] {
        moments.compactMap { moment in
            guard case .alert(kind, let id, _, _) = moment.what else { return nil }
            return id
        }
    }
}
