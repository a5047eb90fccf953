internal import ArgumentParser

/// Which Podium this is.
enum Version {
    static let text = "0.1.0"
}

/// `podium version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Print the version."
    )

    func run() { print("podium \(Version.text)") }
}
