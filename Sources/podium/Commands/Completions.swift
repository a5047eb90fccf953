internal import ArgumentParser

/// `podium completions`.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print completions for a shell, made from the commands.",
        discussion: """
            bash: podium completions bash > ~/.local/share/bash-completion/completions/podium
            zsh:  podium completions zsh > ~/.zfunc/_podium
            fish: podium completions fish > ~/.config/fish/completions/podium.fish
            """
    )

    /// Those the parser knows.
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        print(Podium.completionScript(for: known))
    }
}
