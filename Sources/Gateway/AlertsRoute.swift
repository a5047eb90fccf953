internal import Hummingbird
internal import Orchestration

/// Alerts as an Alertmanager has them, so that what reads one can read ours.
///
/// `GET /api/v2/alerts` answers with those that have fired and are not over; of its filters
/// `active=false` and `silenced=false` leave those out.
/// Source: Alertmanager, `api/v2/openapi.yaml`, `gettableAlerts`.
struct AlertsRoute: Sendable {
    let control: any ControlPlane

    func add(to router: Router<BasicRequestContext>) {
        router.get("/api/v2/alerts") { request, _ in
            let asked = request.uri.queryParameters
            let snapshot = control.snapshot()
            let alerts = snapshot.alerts.filter { row in
                guard row.isGoingOn else { return false }
                let isSuppressed = !row.silenced.isEmpty
                return asked.get(isSuppressed ? "silenced" : "active") != "false"
            }
            return SilencesRoute.json(.list(alerts.map { $0.gettable(at: snapshot.at) }))
        }
    }
}

extension AlertRow {
    fileprivate var isGoingOn: Bool {
        switch state {
        case .firing, .muted, .noData, .acknowledged, .snoozed: true
        case .pending, .resolved: false
        }
    }

    /// `gettableAlert` of an Alertmanager; until it is over it ends a little later each time.
    fileprivate func gettable(at now: Instant) -> Value {
        [
            "labels": AlertmanagerShape.labels(
                rule: rule,
                severity: severity,
                object: object,
                kind: kind
            ),
            "annotations": .map(AlertmanagerShape.annotations(summary: summary, runbook: runbook)),
            "startsAt": .string(since.text),
            "endsAt": .string((now + AlertmanagerShape.lasting).text),
            "updatedAt": .string(now.text),
            "fingerprint": .string(AlertmanagerShape.fingerprint(of: id)),
            "receivers": .list(told.map { ["name": .string($0)] }), "generatorURL": "",
            "status": [
                "state": .string(silenced.isEmpty ? "active" : "suppressed"),
                "silencedBy": .list(silencedBy.map(Value.string)), "inhibitedBy": .list([]),
            ],
        ]
    }
}
