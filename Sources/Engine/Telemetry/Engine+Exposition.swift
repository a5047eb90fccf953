internal import Orchestration

extension Engine {
    /// Everything that scrapers get.
    func exposition(_ format: Exposition) -> String {
        format.text(
            telemetry.sinceStart.families(of: project.models) + snapshots.newest.families
                + [
                    counter("podium_events_accepted_total", "Events taken in.", pulse.events),
                    counter("podium_events_repeated_total", "Seen before.", pulse.duplicates),
                    counter("podium_steps_total", "Attempts that ended.", pulse.steps),
                    counter("podium_commits_total", "Group commits of the journal.", pulse.commits),
                ]
        )
    }

    private func counter(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
        MetricFamily(name, .counter, help, numbers: [([], Double(value))])
    }
}
