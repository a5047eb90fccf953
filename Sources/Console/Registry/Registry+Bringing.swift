internal import Screen

extension Registry {
    /// What operators bring in: starts, silences, notes.
    static let bringing: [Command] = [
        Command(
            .start,
            "start one like this",
            hint: "start",
            keys: [Key("N")],
            risk: .medium,
            scope: .runsAndWorkflows,
            group: .act,
            words: ["start"],
            argument: .workflow,
            inverse: "cancel",
            commandLine: "podium start WORKFLOW [--input JSON] [--id ID]"
        ),
        Command(
            .backfill,
            "starts that passed",
            hint: "backfill",
            keys: [Key("b")],
            risk: .medium,
            scope: .runsAndWorkflows,
            group: .act,
            words: ["backfill"],
            argument: .workflow,
            inverse: "cancel its runs",
            commandLine: "podium backfill WORKFLOW --from TIME --to TIME [--dry-run|--cancel]"
        ),
        Command(
            .silence,
            "silence: tell nobody",
            hint: "silence",
            keys: [Key("m")],
            risk: .medium,
            scope: .alertable,
            group: .act,
            words: ["silence"],
            inverse: "unsilence",
            commandLine: "podium silence FIELD=VALUE --for 2h"
        ),
        Command(
            .note,
            "leave a note",
            hint: "note",
            keys: [Key("n")],
            risk: .medium,
            scope: .notable,
            group: .act,
            words: ["note"],
            commandLine: "podium note KIND NAME --reason TEXT"
        ),
        Command(
            .rating,
            "rate an answer",
            hint: "rate",
            risk: .low,
            scope: .runs,
            group: .act,
            words: ["rating"],
            argument: .rating,
            inverse: "unrate",
            commandLine: "podium rate RUN[/STEP] good|bad [--note TEXT]; podium unrate RUN[/STEP]"
        ),
    ]
}
