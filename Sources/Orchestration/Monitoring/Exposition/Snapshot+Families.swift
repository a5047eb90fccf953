extension Snapshot {
    /// What the newest moment shows, as metrics; what is unknown is left out.
    package var families: [MetricFamily] {
        [
            number("podium_dead_letters", "Unusable events that are kept.", totals.deadLetters),
            number("podium_runs_failed", "Failed runs that nobody dealt with.", totals.failed),
            number("podium_runs_retrying", "Runs that wait to try a step again.", totals.retrying),
            number(
                "podium_journal_stuck",
                "1 while nothing becomes durable.",
                environment.trouble.isEmpty ? 0 : 1
            ),
            gauge("podium_workflow_runs_open", "Runs that have not ended.", workflows) {
                ([("podium_workflow", $0.name)], Double($0.open))
            },
            gauge("podium_workflow_paused", "1 while paused.", workflows) {
                ([("podium_workflow", $0.name)], $0.isPaused ? 1 : 0)
            },
            gauge("podium_model_drift_psi", "Population stability of the scores.", models) {
                ([("podium_model", $0.name)], $0.drift)
            },
            gauge("podium_model_drift_psi_limit", "What noise alone may reach.", models) {
                ([("podium_model", $0.name)], $0.driftLimit)
            },
        ] + features + targets + feedback + judges + sourceFamilies + alertFamilies
    }

    private var features: [MetricFamily] {
        let all = models.flatMap { model in
            (model.features ?? []).map { (model: model.name, feature: $0) }
        }
        func labels(_ model: String, _ feature: FeatureRow) -> [(String, String)] {
            [("podium_model", model), ("podium_feature", feature.name)]
        }
        return [
            gauge("podium_feature_drift_psi", "Population stability of a feature.", all) {
                (labels($0.model, $0.feature), $0.feature.psi)
            },
            gauge("podium_feature_drifted", "1 where a feature has drifted.", all) {
                (labels($0.model, $0.feature), $0.feature.isDrifted ? 1 : 0)
            },
        ]
    }

    private var targets: [MetricFamily] {
        let all = routes.flatMap { route in route.targets.map { (route: route.name, target: $0) } }
        let uses = models.flatMap { model in model.quotas.map { (model: model.name, use: $0) } }
        return [
            gauge("podium_target_out", "1 while the breaker lets no call through.", all) {
                (labels($0.route, $0.target.model), $0.target.state == .cool ? 1 : 0)
            },
            gauge("podium_target_share_ratio", "Share of the last minute's calls.", all) {
                (labels($0.route, $0.target.model), $0.target.share)
            },
            gauge("podium_target_breaker_state", "1 for the state its breaker is in.", all) {
                let state = [("state", $0.target.breakerState)]
                let isKnown = !$0.target.breakerState.isEmpty
                return (labels($0.route, $0.target.model) + state, isKnown ? 1 : nil)
            },
            gauge("podium_target_retries_left", "Retries that its upstream is owed.", all) {
                (labels($0.route, $0.target.model), $0.target.retriesLeft)
            },
            gauge("podium_model_limit_used_ratio", "Use of a limit, reservations included.", uses) {
                (
                    [("podium_model", $0.model), ("limit", $0.use.name)],
                    $0.use.limit > 0 ? $0.use.used / $0.use.limit : nil
                )
            },
            gauge("podium_route_overridden", "1 while an operator chose the target.", routes) {
                ([("podium_route", $0.name)], $0.overriddenTo == nil ? 0 : 1)
            },
        ]
    }

    private func labels(_ route: String, _ model: String) -> [(String, String)] {
        [("podium_route", route), ("podium_model", model)]
    }

    private var feedback: [MetricFamily] {
        let rows = models.flatMap(\.feedback)
        func family(_ name: String, _ help: String, _ value: @escaping (FeedbackRow) -> Double?)
            -> MetricFamily
        {
            gauge(name, help, rows) {
                ([("podium_outcome", $0.rule), ("podium_model", $0.model)], value($0))
            }
        }
        return [
            family("podium_outcome_auc", "Area under the ROC curve of final labels.") { $0.area },
            family("podium_outcome_auc_recorded", "The area at acceptance.") { $0.recorded },
            family("podium_outcome_calibration_error", "Expected calibration error.") {
                $0.calibrationError
            },
            family("podium_outcome_labels", "Final labels.") { Double($0.labels) },
            family("podium_outcome_awaited", "Scores whose label is not final.") {
                Double($0.awaited)
            },
        ]
    }

    private var judges: [MetricFamily] {
        let rows = models.compactMap { model in model.judged.map { (model: model.name, row: $0) } }
        func family(_ name: String, _ help: String, _ value: @escaping (JudgeRow) -> Double?)
            -> MetricFamily
        {
            gauge(name, help, rows) {
                ([("podium_model", $0.model), ("version", $0.row.version)], value($0.row))
            }
        }
        return [
            family("podium_judge_score_mean", "Mean of the newest scores, 0 to 1.") { $0.mean },
            family("podium_judge_scores", "The newest scores.") { Double($0.scores) },
            family("podium_judge_bad", "The newest answers that were no score.") {
                Double($0.bad)
            },
            family("podium_judge_agreement_ratio", "Rated calls the judge agrees on.") {
                $0.agreements.first?.observed
            },
            family("podium_judge_kappa", "Cohen's kappa of ratings and judge.") {
                $0.agreements.first?.kappa
            },
            family("podium_judge_rated", "Calls both rated and judged.") {
                Double($0.agreements.first?.rows ?? 0)
            },
        ]
    }

    private var sourceFamilies: [MetricFamily] {
        func family(_ name: String, _ help: String, _ value: @escaping (SourceRow) -> Double?)
            -> MetricFamily
        {
            gauge(name, help, sources) { ([("podium_source", $0.name)], value($0)) }
        }
        return [
            family("podium_source_age_seconds", "Age of the newest event by its own time.") {
                $0.age?.inSeconds
            },
            family("podium_source_sla_seconds", "The age past which it is late.") {
                $0.sla?.inSeconds
            },
            family("podium_source_rejected", "Events that broke the contract.") {
                Double($0.rejected)
            },
            gauge(
                "podium_source_lag_seconds",
                "Lags of the last hour: event (to arrival), load (to the profile), serving (to the "
                    + "model's answer).",
                sources.flatMap(Self.lags)
            ) { $0 },
        ]
    }

    private static func lags(_ row: SourceRow) -> [(labels: [(String, String)], value: Double?)] {
        row.lags.named.flatMap { name, lag in
            [("0.5", lag.p50), ("0.95", lag.p95)].map { quantile, value in
                (
                    [("podium_source", row.name), ("lag", name), ("quantile", quantile)],
                    value.inSeconds
                )
            }
        }
    }

    private var alertFamilies: [MetricFamily] {
        [
            gauge(
                "podium_alert",
                "1 for each alert that is not over, by its state.",
                alerts.filter { $0.state != .resolved }
            ) {
                (
                    [
                        ("podium_rule", $0.rule), ("podium_object", $0.object),
                        ("severity", $0.severity.rawValue), ("state", $0.state.rawValue),
                    ], 1
                )
            }
        ]
    }

    private func number(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(name, .gauge, help, numbers: [([], Double(value))])
    }

    private func gauge<Row>(
        _ name: String,
        _ help: String,
        _ rows: [Row],
        _ sample: (Row) -> (labels: [(String, String)], value: Double?)
    ) -> MetricFamily {
        MetricFamily(name, .gauge, help, numbers: rows.map(sample))
    }
}
