import AsyncHTTPClient
import Foundation
import Gateway
import Orchestration
import Synchronization
import Testing

/// Answers what it was given and remembers what it was asked.
final class ScriptedControl: ControlPlane {
    let board = Mutex((newest: Snapshot(), listeners: [AsyncStream<Control.News>.Continuation]()))
    let orders = Mutex<[Control.Order]>([])
    let page: RunPage
    let detail: RunDetail

    init() {
        var row = RunRow()
        row.id = RunID("3-k")
        row.reason = "a \"quoted\" \u{1B}[31m reason"
        var page = RunPage()
        page.rows = [row]
        page.next = RunCursor(text: "opaque/+%")
        self.page = page
        var detail = RunDetail()
        detail.row = row
        detail.steps = [StepDetail()]
        self.detail = detail
    }

    func post(_ snapshot: Snapshot) {
        let listeners = board.withLock { board in
            board.newest = snapshot
            return board.listeners
        }
        for listener in listeners { listener.yield(.newer) }
    }

    /// When sources arrived, as somebody told: there is one, called `orders`.
    let arrived = Mutex<[Instant]>([])

    func arrive(_ source: String, _ at: Instant) -> Bool {
        guard source == "orders" else { return false }
        arrived.withLock { $0.append(at) }
        return true
    }

    func snapshot() -> Snapshot { board.withLock { $0.newest } }

    func changes() -> AsyncStream<Control.News> {
        AsyncStream { continuation in board.withLock { $0.listeners.append(continuation) } }
    }

    func runs(_ query: RunQuery) async throws -> RunPage {
        guard query.filter != "((" else { throw FilterError("a ) is missing", at: 2) }
        return page
    }

    func run(_ id: RunID) async throws -> RunDetail? { id == detail.row.id ? detail : nil }

    func ratings(of model: String?, after call: String?) async throws -> RatingPage {
        let name = CallName(run: RunID("3-k"), step: "copy", attempt: 1)
        let rating = Rating(.bad, of: name, model: model ?? "m", route: "r", by: "ada", at: .epoch)
        return RatingPage([rating], next: call == nil ? name.text : nil)
    }

    func audit(limit: Int) async throws -> [AuditEntry] { [] }

    func metrics(_ query: MetricQuery) async throws -> [MetricReport] { [Self.report(query.span)] }

    static func report(_ span: MetricSpan) -> MetricReport {
        var slice = MetricSlice()
        slice.add(MetricSample(.failed(.timeout), took: .seconds(2), tokensIn: 3))
        return MetricReport(.target(route: "r", model: "m"), span, slice, seconds: 60)
    }

    func forecast(route: String, target: String?, minutes: Int) async throws -> RerouteForecast {
        try table.forecast(route: route, to: target, from: basis(minutes), at: .epoch)
    }

    private var table: RoutingTable {
        let models = ["a", "b"].map { ModelCard(name: $0, kind: .rules([]), version: "1") }
        let targets = models.map { Route.Target(model: $0.name) }
        return RoutingTable(routes: [Route(name: "r", targets: targets)], models: models)
    }

    private func basis(_ minutes: Int) -> ForecastBasis {
        ForecastBasis(ledger: MetricLedger(), minutes: minutes)
    }

    func forecast(route: String, shares: [String: Int], minutes: Int) async throws
        -> RerouteForecast
    {
        try table.forecast(route: route, divided: shares, from: basis(minutes), at: .epoch)
    }

    func incident(from: Instant, until: Instant) async throws -> IncidentReport {
        var report = IncidentReport()
        (report.from, report.until) = (from, until)
        report.events = [EventLine(at: from, word: "OPER", object: "dana", text: "x")]
        return report
    }

    func exposition(_ format: Exposition) async throws -> String {
        "# TYPE podium_x gauge\npodium_x 1\n" + (format == .openMetrics ? "# EOF\n" : "")
    }

    func why(_ run: RunID, step: String?) async throws -> [WhyReport] {
        [WhyReport(run: run, step: step ?? "-", attempt: 2, record: ["target": "m"])]
    }

    func snapshot(at moment: Instant) async throws -> Snapshot? {
        guard moment >= .epoch else { return nil }
        var past = Snapshot()
        past.at = moment
        return past
    }

    func runs(_ query: RunQuery, at moment: Instant) async throws -> RunPage {
        var past = page
        past.rows[0].opened = moment
        return past
    }

    func run(_ id: RunID, at moment: Instant) async throws -> RunDetail? {
        moment >= .epoch ? try await run(id) : nil
    }

    func deadLetters(before number: Int64?, limit: Int) async throws -> [DeadLetterRow] {
        let last = number ?? 100
        return (1...Int64(limit)).map {
            DeadLetterRow(number: last - $0, at: .epoch, reason: "r", bytes: 1, excerpt: "\u{1B}")
        }
    }

    func preview(_ action: Control.Action) async -> Control.Preview {
        Control.Preview(effects: ["\(action)"], commandLine: "podium")
    }

    func perform(_ order: Control.Order) async -> Control.Receipt {
        orders.withLock { $0.append(order) }
        return Control.Receipt(.done("done"), inverse: .resume(.workflow("retention")), audit: 7)
    }
}

/// A control plane behind a socket of its own, and a caller.
struct Rig {
    let control = ScriptedControl()
    let folder: String
    let path: SocketPath
    let server: GatewayServer

    init() async throws {
        folder = "/tmp/podium-gateway-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        path = try SocketPath(inFolder: folder)
        server = try await GatewayServer.open(
            control,
            at: path,
            version: "1",
            door: { event in
                let text = String(decoding: event, as: UTF8.self)
                if text.contains("bad") { return .unusable("it is bad") }
                return text.contains("full") ? .unavailable("no room") : .taken(text)
            },
            lineage: { [control] source, at in control.arrive(source, at) }
        )
    }

    enum Verb { case GET, POST, DELETE }

    /// Asks as a stranger does: without a version.
    func ask(_ verb: Verb, _ uri: String, _ body: String = "") async throws
        -> (status: UInt, type: String?, value: Value)
    {
        let url = URL(httpURLWithSocketPath: path.text, uri: uri)?.absoluteString ?? ""
        var request = HTTPClientRequest(url: url)
        switch verb {
        case .GET: request.method = .GET
        case .POST: request.method = .POST
        case .DELETE: request.method = .DELETE
        }
        if !body.isEmpty { request.body = .bytes(Array(body.utf8)) }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = Array(try await answer.body.collect(upTo: 1 << 20).readableBytesView)
        let type = answer.headers.first(name: "Content-Type")
        return (answer.status.code, type, (try? Value(json: bytes)) ?? .null)
    }

    func use(
        version: String = "1",
        _ body: (RemoteControl) async throws -> Void
    ) async throws {
        let remote = RemoteControl(at: path, version: version)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do { try await body(remote) } catch {
            await end(remote)
            throw error
        }
        await end(remote)
    }

    private func end(_ remote: RemoteControl) async {
        await remote.close()
        await server.stop()
    }
}

@Suite struct `A gateway` {
    @Test func `gives every answer of the control plane unchanged`() async throws {
        let rig = try await Rig()
        var snapshot = Snapshot()
        snapshot.sequence = 5
        var model = ModelRow()
        model.p95 = .microseconds(1234)
        model.errorShare = .infinity
        model.drift = nil
        model.trend = [nil, 0.5]
        snapshot.models = [model]
        rig.control.post(snapshot)
        try await rig.use { remote in
            try await remote.connect()
            #expect(remote.snapshot().sequence == 5)
            #expect(await remote.roundTrip() != nil)
            #expect(remote.snapshot().models == [model])
            #expect(try await remote.runs(RunQuery()) == rig.control.page)
            #expect(try await remote.run(RunID("3-k")) == rig.control.detail)
            #expect(try await remote.run(RunID("none")) == nil)
            #expect(try await remote.audit(limit: 3) == [])
            var query = MetricQuery()
            query.span = .day
            #expect(try await remote.metrics(query) == [ScriptedControl.report(.day)])
            let forecast = try await remote.forecast(route: "r", target: "b", minutes: 7)
            #expect(forecast.minutes == 7 && forecast.target == "b")
            let shares = ["a": 40, "b": 60]
            let divided = try await remote.forecast(route: "r", shares: shares, minutes: 7)
            #expect(divided.minutes == 7 && divided.target == nil)
            await #expect(throws: GatewayError.self) {
                try await remote.forecast(route: "r", shares: ["a": 40], minutes: 7)
            }
            let page = try await remote.ratings(of: "scribe", after: nil)
            #expect(page.ratings.map(\.model) == ["scribe"] && page.next == "3-k/copy#1")
            #expect(try await remote.ratings(of: nil, after: page.next).next == nil)
            let why = try await remote.why(RunID("3-k"), step: "copy")
            #expect(why.map(\.step) == ["copy"])
            let preview = await remote.preview(.cancel(RunID("3-k")))
            #expect(
                preview
                    == Control.Preview(
                        effects: ["\(Control.Action.cancel(RunID("3-k")))"],
                        commandLine: "podium"
                    )
            )
        }
    }

    @Test func `looks back as its engine does`() async throws {
        let rig = try await Rig()
        let moment = Instant(milliseconds: 1_234_567)
        let before = Instant(milliseconds: -1)
        try await rig.use { remote in
            #expect(try await remote.snapshot(at: moment)?.at == moment)
            #expect(try await remote.snapshot(at: before) == nil)
            #expect(try await remote.runs(RunQuery(), at: moment).rows.first?.opened == moment)
            #expect(try await remote.run(RunID("3-k"), at: moment) == rig.control.detail)
            #expect(try await remote.run(RunID("3-k"), at: before) == nil)
            let letters = try await remote.deadLetters(before: 50, limit: 2)
            #expect(letters.map(\.number) == [49, 48])
            #expect(letters.first?.excerpt == "\u{1B}")
        }
    }

    @Test(arguments: [
        Control.Action.retry(RunID("1-a"), step: nil), .retry(RunID("1-a"), step: "copy"),
        .reroute(route: "copywriter", target: nil),
        .snooze(alert: "a/b", until: Instant(milliseconds: -1)), .pause(.workflow("ü \u{0}")),
    ])
    func `carries an order whole and brings its receipt back`(action: Control.Action) async throws {
        let rig = try await Rig()
        let order = Control.Order(
            action,
            actor: "ana",
            via: "cli",
            reason: "a reason",
            versionSeen: 4,
            requestID: "cli/1"
        )
        try await rig.use { remote in
            let receipt = await remote.perform(order)
            #expect(
                receipt
                    == Control.Receipt(
                        .done("done"),
                        inverse: .resume(.workflow("retention")),
                        audit: 7
                    )
            )
            #expect(rig.control.orders.withLock { $0 } == [order])
        }
    }

    @Test func `wakes a listener for what is newer, and says when the engine is gone`()
        async throws
    {
        let rig = try await Rig()
        try await rig.use { remote in
            var news = remote.changes().makeAsyncIterator()
            var snapshot = Snapshot()
            snapshot.sequence = 9
            rig.control.post(snapshot)
            while await news.next() == .newer, remote.snapshot().sequence != 9 {}
            #expect(remote.snapshot().sequence == 9)
            await rig.server.stop()
            let other = RemoteControl(at: rig.path, version: "1")
            var lost = other.changes().makeAsyncIterator()
            let first = await lost.next()
            await other.close()
            guard case .lost(let why) = first else {
                Issue.record("no loss was reported: \(String(describing: first))")
                return
            }
            #expect(why.contains(rig.path.text))
        }
    }

    @Test func `turns away a caller of another version with both versions named`() async throws {
        let rig = try await Rig()
        try await rig.use(version: "2") { remote in
            let error = await #expect(throws: GatewayError.self) { try await remote.connect() }
            let text = "\(try #require(error))"
            #expect(text.contains("Podium 1 and this is 2"))
            #expect(rig.control.orders.withLock { $0.isEmpty })
        }
    }

    /// Of another build with the same number: what is said is what is missing, not how it was found.
    @Test func `says in words what an answer of another build has not`() {
        struct Newer: Decodable { let openRuns: Int }
        for (text, meant) in [
            ("{}", "its answer has no `openRuns`"),
            (#"{"openRuns": "x"}"#, "its answer has something else for `openRuns`"),
            ("<html>", "its answer is no JSON"),
        ] {
            do {
                _ = try JSONDecoder().decode(Newer.self, from: Data(text.utf8))
                Issue.record("it was read")
            } catch {
                let told = "\(GatewayError(unreadable: error))"
                #expect(told.contains(meant) && !told.contains("Decoding"), "\(told)")
            }
        }
    }

    @Test func `passes on what is wrong with a question`() async throws {
        let rig = try await Rig()
        var query = RunQuery()
        query.filter = "(("
        try await rig.use { [query] remote in
            let error = await #expect(throws: GatewayError.self) {
                _ = try await remote.runs(query)
            }
            let text = "\(try #require(error))"
            #expect(text.contains("a ) is missing"))
        }
    }

    @Test func `is open to its user alone`() async throws {
        let rig = try await Rig()
        try await rig.use { _ in
            let attributes = try FileManager.default.attributesOfItem(atPath: rig.path.text)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `takes over the socket of one that was killed`() async throws {
        let rig = try await Rig()
        try await rig.use { remote in
            await rig.server.stop()
            try Data().write(to: URL(fileURLWithPath: rig.path.text))
            let second = try await GatewayServer.open(rig.control, at: rig.path, version: "1")
            try await remote.connect()
            await second.stop()
        }
    }

    @Test func `refuses a path that no socket can have`() throws {
        let folder = "/" + String(repeating: "a", count: 100)
        #expect(throws: GatewayError.pathTooLong(folder + "/podium.sock", limit: 107)) {
            try SocketPath(inFolder: folder)
        }
        #expect(throws: Never.self) {
            try SocketPath(inFolder: String(folder.dropLast(6)))
        }
    }

    @Test func `that nobody answers at is named with what to do`() async throws {
        let remote = RemoteControl(
            at: try SocketPath(inFolder: "/tmp/podium-nobody"),
            version: "1"
        )
        let error = await #expect(throws: GatewayError.self) { try await remote.connect() }
        await remote.close()
        let text = "\(try #require(error))"
        #expect(text.contains("podium serve"))
    }
}
