internal import Journal
internal import Orchestration

extension Engine {
    /// Minutes of traffic that an override is forecast from where nobody says.
    static let forecastMinutes = 30

    /// Sends a route's calls to one target, or gives the choice back to its policy.
    func reroute(
        _ route: String,
        to target: String?,
        _ openRuns: OpenRuns,
        _ order: Control.Order
    ) -> Effect {
        guard let target else { return release(route, openRuns, order) }
        let now = time.now()
        let guarded: RouteGuard?
        do throws(RouteGuardError) {
            guarded = try order.guardText.map { (text) throws(RouteGuardError) in
                try RouteGuard(text: text)
            }
        } catch { return .refused(error.explanation) }
        do throws(OverrideError) {
            let forecast = try forecast(
                route: route,
                target: target,
                minutes: Self.forecastMinutes
            )
            let change = try switchboard.override(
                route: route,
                to: target,
                by: order.actor,
                reason: order.reason,
                at: now,
                expires: order.expires,
                guarded: guarded,
                forecast: forecast.figures,
                openRuns: openRuns,
                others: forecast.openRuns
            )
            keepOverrides(of: route, at: now)
            if let override = change.after { noteFigures(before: override) }
            let tail = change.after?.tail ?? ""
            return .done(
                "\(change.before?.target ?? "policy") -> \(target)" + tail
                    + openRuns.tail(forecast.openRuns),
                undo: .unroute(route: route, ordered: change.after?.at)
            )
        } catch {
            return .refused(error.explanation)
        }
    }

    /// Gives the choice back to a route's policy.
    private func release(_ route: String, _ openRuns: OpenRuns, _ order: Control.Order) -> Effect {
        let now = time.now()
        let others = self.openRuns(on: route)
        let (before, moment) = switchboard.with { state in
            (
                state.table.override(of: route, at: now)?.target ?? "policy",
                state.table.release(
                    route: route,
                    by: order.actor,
                    openRuns: openRuns,
                    others: others,
                    at: now
                )
            )
        }
        guard let moment else { return .refused("The route is not overridden.") }
        keepOverrides(of: route, at: now)
        return .done(
            "\(before) -> policy" + openRuns.tail(others),
            undo: .unroute(route: route, ordered: moment)
        )
    }

    /// Takes back what was ordered about a route at a moment, or the newest order.
    func unroute(_ route: String, ordered moment: Instant?) -> Effect {
        let now = time.now()
        do throws(OverrideError) {
            let before = switchboard.goal(of: route, at: now)
            let again = try switchboard.takeBack(moment, on: route)
            keepOverrides(of: route, at: now)
            keepSplits(of: route, at: now)
            return .done("\(before) -> \(switchboard.goal(of: route, at: now))", undo: again)
        } catch { return .refused(error.explanation) }
    }

    /// How many open runs are of workflows that use a route.
    func openRuns(on route: String) -> Int {
        (Dependents(project).workflowsOfRoute[route] ?? [])
            .reduce(0) { $0 + roster.byWorkflow[$1, default: 0] }
    }

    private func keepOverrides(of route: String, at now: Instant) {
        let orders = switchboard.with { $0.table.overrides[route] }
        outgoing.batch.records.append(
            .state(kind: "override", id: route, value: orders?.value(at: now)?.jsonBytes)
        )
    }

    /// Ends overrides whose time is over, and takes back those whose guard has tripped.
    func tendOverrides(at now: Instant) {
        for change in switchboard.expire(at: now) {
            keepOverrides(of: change.route, at: now)
            noteExpiry(change, at: now)
        }
        for override in switchboard.with({ $0.table.overrides.values.flatMap(\.all) }) {
            guard let guarded = override.guarded,
                !override.releases.contains(where: { $0.openRuns == .move }),
                case .tripped(let why) = guarded.judge(slice(since: override, at: now))
            else { continue }
            revert(override, because: why, at: now)
        }
    }

    /// Says in audit and tail that an override's time is over.
    private func noteExpiry(_ change: OverrideChange, at now: Instant) {
        let before = change.before?.target ?? "-"
        let after = switchboard.override(of: change.route, at: now)?.target ?? "policy"
        let ordered = change.before?.at ?? now
        outgoing.batch.records.append(
            .audit(
                AuditDraft(
                    at: now,
                    actor: "expiry",
                    via: "engine",
                    action: "reroute",
                    object: "route \(change.route)",
                    change: "\(before) -> \(after)",
                    reason: "its time was over",
                    result: "ok",
                    requestID: "expiry/\(change.route)/\(ordered.milliseconds)"
                )
            )
        )
        versions["route \(change.route)", default: 1] += 1
        tellRouting(change.route, "override to \(before) has expired", at: now)
    }

    /// What happened to an override's target on its route since it was ordered, two hours at most.
    ///
    /// Figures are kept by the minute. What its first minute held before the order is taken off;
    /// after a restart nobody knows that, and its first minute is left out.
    func slice(since override: Override, at now: Instant) -> MetricSlice {
        let target = MetricSubject.target(route: override.route, model: override.target)
        let minutes = Int((now.milliseconds / 60_000) - (override.at.milliseconds / 60_000))
        let before = figuresBefore[target].flatMap { $0.at == override.at ? $0.slice : nil }
        guard minutes > 0 || before != nil else { return MetricSlice() }
        let whole = telemetry.figures {
            $0.slice(of: target, minutes: minutes + (before == nil ? 0 : 1), at: now)
        }
        guard let before, minutes < 120 else { return whole }
        return whole.since(before)
    }

    /// Keeps what the running minute holds when an override is ordered.
    private func noteFigures(before override: Override) {
        let target = MetricSubject.target(route: override.route, model: override.target)
        figuresBefore[target] = (
            override.at, telemetry.figures { $0.slice(of: target, minutes: 1, at: override.at) }
        )
    }

    /// Takes an override back for all runs, and says so in audit and tail.
    private func revert(_ override: Override, because why: String, at now: Instant) {
        guard (try? switchboard.takeBack(override.at, on: override.route)) != nil else { return }
        keepOverrides(of: override.route, at: now)
        let after = switchboard.override(of: override.route, at: now)?.target ?? "policy"
        outgoing.batch.records.append(
            .audit(
                AuditDraft(
                    at: now,
                    actor: "guard",
                    via: "engine",
                    action: "reroute",
                    object: "route \(override.route)",
                    change: "\(override.target) -> \(after)",
                    reason: why,
                    result: "ok",
                    requestID: "guard/\(override.route)/\(override.at.milliseconds)"
                )
            )
        )
        versions["route \(override.route)", default: 1] += 1
        tellRouting(
            override.route,
            "guard tripped, back from \(override.target) to \(after): \(why)",
            at: now
        )
    }

    /// Puts a breaker where the operator wants it; that survives a restart, as its own state does not.
    func force(_ model: String, _ breaker: Breaker.Order) -> Effect {
        guard let before = switchboard.force(model, breaker) else {
            return .refused("There is no model `\(model)`.")
        }
        outgoing.batch.records.append(
            .state(
                kind: "breaker",
                id: model,
                value: breaker == .close ? nil : Array(breaker.rawValue.utf8)
            )
        )
        return .done(
            "breaker \(before.shortWords) -> \(breaker.words)",
            undo: .breaker(model: model, before.state.order)
        )
    }

    /// Takes up what operators had switched and forced.
    func restoreSwitches() async throws {
        try await restoreKills()
        for (model, bytes) in try await journal.states(of: "breaker") {
            guard let order = Breaker.Order(rawValue: String(decoding: bytes, as: UTF8.self)) else {
                continue
            }
            _ = switchboard.force(model, order)
        }
    }
}

extension Switchboard {
    /// Puts a breaker somewhere; the breaker as it was, nil for an unknown model.
    func force(_ model: String, _ order: Breaker.Order) -> Breaker? {
        with { state in
            state.health.update(model) { health in
                let before = health.breaker
                health.breaker.force(order)
                return before
            }
        }
    }
}

extension Switchboard {
    /// Where the calls of runs that begin now go, in words.
    fileprivate func goal(of route: String, at now: Instant) -> String {
        with {
            $0.table.override(of: route, at: now)?.goal
                ?? $0.table.split(of: route, at: now)?.goal ?? "policy"
        }
    }
}

extension OpenRuns {
    /// What it means for so many, behind what was done; empty where it means nothing.
    func tail(_ count: Int) -> String { count > 0 ? "; \(words(count))" : "" }
}

extension Override {
    /// End and guard in words; empty for neither.
    fileprivate var tail: String {
        (expires.map { " until \($0.clock)" } ?? "")
            + (guarded.map { ", guard \($0.text)" } ?? "")
    }
}

extension RerouteForecast {
    /// What an override keeps of it.
    fileprivate var figures: Override.Forecast? {
        guard errorShare.then != nil || p95.then != nil else { return nil }
        return Override.Forecast(errorShare: errorShare.then, p95: p95.then)
    }
}

extension Breaker.State {
    /// The order that brings such a state about; an open one closes, and may open again by itself.
    fileprivate var order: Breaker.Order {
        switch self {
        case .closed, .open, .halfOpen: .close
        case .forcedOpen: .open
        case .disabled: .disable
        case .metricsOnly: .watchOnly
        }
    }
}

extension Breaker.Order {
    /// The state it brings about, in words.
    package var words: String {
        switch self {
        case .close: "closed"
        case .open: "forced open"
        case .disable: "disabled"
        case .watchOnly: "metrics only"
        }
    }
}
