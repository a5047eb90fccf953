internal import ArgumentParser

/// Which Podium this is.
enum Version {
    static let text = "0.1.0"

    /// What `:version` tells: the program, and what an operator will find changed.
    static let about = [
        "podium \(text)",
        "",
        "What changed of late",
        "- h and l go through the columns of a list, y copies the cell.",
        "- A dialog that is longer than its box shows all that it asks; pgdn reads on.",
        "- The events of the overview tell what is out of the ordinary; what ends well is counted.",
        "- The first key in a list that nobody touched takes its top row.",
        "- :keys is a form; :log is what was said; :bell says for which alerts the bell rings.",
        "- A link or a kept view no longer becomes how a screen is remembered; :reset leaves it.",
        "- Open runs keep their route in a reroute, unless the dialog is told that they move.",
        "- Every screen has a twin for scripts: podium SCREEN --once --format text, json or csv.",
        "",
        "All of it: podium help, the man page, and ? here.",
    ]
}

/// `podium version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version."
    )

    func run() { print("podium \(Version.text)") }
}
