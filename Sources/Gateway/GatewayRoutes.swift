internal import Hummingbird
internal import Orchestration

/// What can be asked of a gateway, each question one call of the control plane.
///
/// | question | answer |
/// | --- | --- |
/// | `GET /v1/snapshot?after=N` | the newest snapshot once its sequence is past N; 204 for none yet |
/// | `POST /v1/runs` with a query | a page of runs |
/// | `GET /v1/runs/ID` | everything about a run; 404 where there is none |
/// | `GET /v1/audit?limit=N` | the newest operator actions |
/// | `POST /v1/metrics` with a query | figures, now or as they were |
/// | `GET /metrics`, of any version | the same for scrapers, as Prometheus text |
/// | `/api/v2/silences`, of any version | silences in an Alertmanager's shape: see `SilencesRoute` |
/// | `GET /api/v2/alerts`, of any version | alerts in an Alertmanager's shape: see `AlertsRoute` |
/// | `POST /api/v1/lineage`, of any version | arrivals of sources: see `LineageRoute` |
/// | `POST /v1/events`, of any version | takes events in: see `EventsRoute` |
/// | `POST /v1/forecast` with route and target | what a reroute would have meant |
/// | `POST /v1/why` with run and step | why attempts were routed as they were |
/// | `POST /v1/ratings` with a model and the last call seen | what answers were rated |
/// | `GET /v1/dead-letters?before=N&limit=N` | the newest unusable events |
/// | `GET /v1/past/snapshot?at=MS`, `POST /v1/past/runs`, `GET /v1/past/runs/ID` | as it was then |
/// | `POST /v1/incident` with two moments | what was out of the ordinary |
/// | `GET /v1/ping` | 204 at once: how far away it is |
/// | `POST /v1/preview` with an action | what it would do |
/// | `POST /v1/orders` with an order | its receipt |
struct GatewayRoutes: Sendable {
    let control: any ControlPlane
    let version: String
    var door: EventDoor?
    var lineage: LineageDoor?

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: Problems())
        // Before the version is asked for: scrapers and senders of events have none.
        MetricsRoute(control: control).add(to: router)
        SilencesRoute(control: control).add(to: router)
        AlertsRoute(control: control).add(to: router)
        if let door { EventsRoute(door: door).add(to: router) }
        if let lineage { LineageRoute(door: lineage).add(to: router) }
        router.add(middleware: SameVersion(version: version))
        router.get("v1/snapshot") { request, _ in
            try await snapshot(after: request.uri.queryParameters.get("after", as: UInt64.self))
        }
        router.post("v1/runs") { request, _ in
            answer(try await control.runs(try await read(request)))
        }
        router.get("v1/runs/:id") { _, context in
            let id = try context.parameters.require("id")
            return answer(try await control.run(RunID(id)))
        }
        router.get("v1/audit") { request, _ in
            let limit = request.uri.queryParameters.get("limit", as: Int.self) ?? 200
            return answer(try await control.audit(limit: min(max(limit, 1), 10_000)))
        }
        router.get("v1/dead-letters") { request, _ in
            let asked = request.uri.queryParameters
            let limit = min(max(asked.get("limit", as: Int.self) ?? 200, 1), 10_000)
            let number = asked.get("before", as: Int64.self)
            return answer(try await control.deadLetters(before: number, limit: limit))
        }
        addPast(to: router)
        router.get("v1/ping") { _, _ in Response(status: .noContent) }
        router.post("v1/metrics") { request, _ in
            answer(try await control.metrics(try await read(request)))
        }
        router.post("v1/forecast") { request, _ in
            answer(try await forecast(try await read(request)))
        }
        router.post("v1/why") { request, _ in
            let asked: WhyQuestion = try await read(request)
            return answer(try await control.why(asked.run, step: asked.step))
        }
        router.post("v1/ratings") { request, _ in
            let asked: RatingQuestion = try await read(request)
            return answer(try await control.ratings(of: asked.model, after: asked.after))
        }
        router.post("v1/incident") { request, _ in
            let asked: IncidentQuestion = try await read(request)
            return answer(try await control.incident(from: asked.from, until: asked.until))
        }
        router.post("v1/preview") { request, _ in
            answer(await control.preview(try await read(request)))
        }
        router.post("v1/orders") { request, _ in
            answer(await control.perform(try await read(request)))
        }
        return router
    }

    /// What was, at the moment `at` (milliseconds since the epoch).
    private func addPast(to router: Router<BasicRequestContext>) {
        router.get("v1/past/snapshot") { request, _ in
            answer(try await control.snapshot(at: try moment(request)))
        }
        router.post("v1/past/runs") { request, _ in
            answer(try await control.runs(try await read(request), at: try moment(request)))
        }
        router.get("v1/past/runs/:id") { request, context in
            let id = RunID(try context.parameters.require("id"))
            return answer(try await control.run(id, at: try moment(request)))
        }
    }

    private func moment(_ request: Request) throws -> Instant {
        guard let at = request.uri.queryParameters.get("at", as: Int64.self) else {
            throw HTTPError(.badRequest, message: "`at` is missing or no number.")
        }
        return Instant(milliseconds: at)
    }

    private func forecast(_ asked: ForecastQuestion) async throws -> RerouteForecast {
        do {
            if let shares = asked.shares {
                return try await control.forecast(
                    route: asked.route,
                    shares: shares,
                    minutes: asked.minutes
                )
            }
            return try await control.forecast(
                route: asked.route,
                target: asked.target,
                minutes: asked.minutes
            )
        } catch let error as OverrideError {
            throw HTTPError(.badRequest, message: error.explanation)
        } catch let error as SplitError {
            throw HTTPError(.badRequest, message: error.explanation)
        }
    }

    /// Holds the question until there is something newer, or patience is over.
    private func snapshot(after seen: UInt64?) async throws -> Response {
        let changes = control.changes()
        let newest = control.snapshot()
        guard let seen, newest.sequence == seen else { return answer(newest) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in changes { return } }
            group.addTask { try? await Task.sleep(for: Wire.patience) }
            await group.next()
            group.cancelAll()
        }
        let newer = control.snapshot()
        return newer.sequence == seen ? Response(status: .noContent) : answer(newer)
    }

    private func read<T: Decodable>(_ request: Request) async throws -> T {
        let body = try await request.body.collect(upTo: Wire.limit)
        do { return try Wire.value(from: Array(body.readableBytesView)) } catch {
            throw HTTPError(.badRequest, message: "The question cannot be read: \(error)")
        }
    }

    private func answer(_ value: (some Encodable)?) -> Response {
        guard let value else { return Problem(.notFound, "There is no such thing.").response }
        do { return .json(.ok, try Wire.bytes(of: value)) } catch {
            let why = "The answer cannot be written: \(error)"
            return Problem(.internalServerError, why).response
        }
    }
}

/// Turns away callers that speak another version: what they mean cannot be known.
private struct SameVersion: RouterMiddleware {
    typealias Context = BasicRequestContext
    let version: String

    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let theirs =
            request.headers.first { $0.name.rawName == Wire.versionHeader }?.value ?? "unknown"
        guard theirs == version else {
            return Problem(
                .conflict,
                "The engine is Podium \(version) and this is \(theirs). Use the same at both ends."
            ).response
        }
        return try await next(request, context)
    }
}

extension Response {
    fileprivate static func json(_ status: HTTPResponse.Status, _ bytes: [UInt8]) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
