internal import Console
internal import Orchestration

/// What the console wants of an engine, asked and answered.
struct EngineQuestion {
    private let control: any ControlPlane
    /// Makes the numbers of orders unlike those of any other console.
    private let session: String

    init(_ control: any ControlPlane, session: String) {
        (self.control, self.session) = (control, session)
    }

    /// The answer; nil for an effect that is no engine's.
    func answer(to effect: Effect) async -> Message? {
        switch effect {
        case .fetchRuns(let query): await runs(query)
        case .fetchRun(let id): await run(id)
        case .fetchAudit(let limit): .audit((try? await control.audit(limit: limit)) ?? [])
        case .fetchSeries(let model, let span): await series(model, span)
        case .fetchPastRuns(let query, let at): await pastRuns(query, at)
        case .fetchPastRun(let id, let at):
            .pastDetail(try? await control.run(id, at: at), of: id, at: at)
        case .fetchMoment(let at): .moment(try? await control.snapshot(at: at), at: at)
        case .fetchPrevious(let row): await previous(row)
        case .preview(let action): .preview(await control.preview(action), of: action)
        case .forecast(let route, let target): await forecast(route, target)
        case .forecastShares(let route, let shares): await forecast(route, shares)
        case .fetchIncident(let from, let until): await incident(from, until)
        case .fetchWhy(let run, let step):
            .why((try? await control.why(run, step: step)) ?? [], of: run, step: step)
        case .fetchDeadLetters(let before): await deadLetters(before)
        case .perform(let draft):
            .receipt(
                await control.perform(draft.order(requestID: "\(session)/\(draft.serial)")),
                for: draft
            )
        case .fetchContext, .attach, .copy, .write, .dump, .setTheme, .keepViews, .keepKeymap,
            .measure, .bell, .captureMouse, .redraw, .suspend, .quit:
            nil
        }
    }

    private func forecast(_ route: String, _ target: String?) async -> Message {
        let forecast = try? await control.forecast(
            route: route,
            target: target,
            minutes: Self.forecastMinutes
        )
        return .forecast(forecast, of: .reroute(route: route, target: target))
    }

    private func forecast(_ route: String, _ shares: [String: Int]) async -> Message {
        let forecast = try? await control.forecast(
            route: route,
            shares: shares,
            minutes: Self.forecastMinutes
        )
        return .forecast(forecast, of: .split(route: route, shares: shares))
    }

    private func incident(_ from: Instant, _ until: Instant) async -> Message {
        do { return .incident(try await control.incident(from: from, until: until)) } catch {
            return .told("What was before could not be read: \(error)")
        }
    }

    private func runs(_ query: RunQuery) async -> Message {
        do { return .runs(try await control.runs(query), for: query) } catch {
            return .told("The runs could not be listed: \(error)")
        }
    }

    private func series(
        _ model: String,
        _ span: MetricSpan
    ) async -> Message {
        var query = MetricQuery()
        query.span = span
        query.prefix = MetricSubject.model(model).text
        query.shape = .parts
        do { return .series(try await control.metrics(query), of: model, span) } catch {
            return .told("The figures could not be read: \(error)")
        }
    }

    private func pastRuns(
        _ query: RunQuery,
        _ at: Instant
    ) async -> Message {
        do { return .pastRuns(try await control.runs(query, at: at), for: query, at: at) } catch {
            return .told("The runs of that moment could not be listed: \(error)")
        }
    }

    /// The run of the same workflow that was opened before.
    private func previous(_ row: RunRow) async -> Message {
        var query = RunQuery()
        query.filter = "opened<\(row.opened.text)"
        query.workflow = row.workflow
        query.limit = 1
        for _ in 0..<20 {
            guard let page = try? await control.runs(query) else { break }
            if let earlier = page.rows.first(where: { $0.id != row.id }) {
                return .previous(try? await control.run(earlier.id), of: row.id)
            }
            guard let next = page.next else { break }
            query.after = next
        }
        return .previous(nil, of: row.id)
    }

    private func deadLetters(_ before: Int64?) async
        -> Message
    {
        do {
            return .deadLetters(
                try await control.deadLetters(before: before, limit: 200),
                before: before
            )
        } catch { return .told("The unusable events could not be listed: \(error)") }
    }

    /// Minutes of traffic that a reroute is judged by.
    private static let forecastMinutes = 30

    private func run(_ id: RunID) async -> Message {
        do { return .detail(try await control.run(id), of: id) } catch {
            return .told("Run \(id.text) could not be read: \(error)")
        }
    }
}
