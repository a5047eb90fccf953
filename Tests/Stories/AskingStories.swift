import Foundation
import Testing

/// A project whose runs ask for an approval and then wait for a signal.
private struct Asking {
    let folder: String
    var project: String { folder + "/project" }
    var data: String { folder + "/data" }

    init(in folder: String, orders: Int = 2) throws {
        self.folder = folder
        let workflows = folder + "/project/workflows"
        try FileManager.default.createDirectory(
            atPath: workflows,
            withIntermediateDirectories: true
        )
        let sources =
            "sources: { orders: { event: order_placed, sla: 1h, "
            + "fields: { customer: string, total: number } } }"
        try write("project: paying\n\(sources)\n", to: "project/podium.yaml")
        let steps = """
            workflow: campaign
            summary: Asks before it sends, and waits for the money.
            trigger: { event: order_placed }
            subject: event.customer
            once: event.id
            steps:
              count: { compute: event.total }
              ask:   { approve: "Send to 12,000 people?", within: 2h, with: { count: count } }
              paid:  { wait: { signal: payment_received }, within: 1h, after: ask }
              done:  { compute: "1", after: paid }

            """
        try write(steps, to: "project/workflows/campaign.yaml")
        let time = ISO8601DateFormatter().string(from: Date())
        let events = (1...orders).map { number in
            #"{"id":"o-\#(number)","type":"order_placed","time":"\#(time)","customer":"c\#(number)","total":42}"#
        }
        try write((events + ["garbage"]).joined(separator: "\n") + "\n", to: "events.jsonl")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    /// The line that runs it.
    func command() throws -> String {
        "'\(try Program.path)' run '\(project)' --data '\(data)' --events '\(folder)/events.jsonl'"
    }
}

@Suite(.serialized, .timeLimit(.minutes(5))) struct `An operator whom runs ask` {
    @Test func `reads the evidence against a model and has it trained anew`() throws {
        let scratch = try Scratch()
        let project = try scratch.sample()
        // Outcomes that take days are known within seconds, and all of them say the same.
        let file = project + "/podium.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        text = text.replacingOccurrences(of: "sla: 1m\n", with: "sla: 3s\n")
        let parts = text.components(separatedBy: "\nfeedback:\n")
        try #require(parts.count == 2)
        let feedback = parts[1].replacingOccurrences(
            of: "within: constants.outcome_window",
            with: "within: 2s"
        )
        try (parts[0] + "\nfeedback:\n" + feedback).write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        let stage = try Stage(options: "--rate 60 --project '\(project)'")
        let terminal = stage.terminal
        try terminal.press("F4")
        try terminal.see(#"^│> churn-risk +open .* retrain +Ranking"#, within: 120)
        try terminal.see("evidence +Ranking: below its record(.|\n)*Calibration: expected")

        try terminal.press("A")
        try terminal.see("╭─ Train churn-risk anew(.|\n)*approve: start retrain")
        try terminal.press("Down", until: #"\(•\) decline"#)
        try terminal.press("Up", until: #"\(•\) approve"#)
        try terminal.press("Enter")
        try terminal.type("the figures say so")
        try terminal.see("--reason +│(.|\n)*the figures say so")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"^│> churn-risk +approved"#)
        try terminal.see(#"done: run \S+ of retrain"#)
        try terminal.press("3")
        try stage.filter("wf=retrain")
        try terminal.see(#"^│> \S+ +retrain .* WAIT accepted .* waits for approval"#)
        try terminal.press("8")
        try terminal.see("retrain ap.* proposal churned")
    }

    @Test func `approves with data, sends the signal, and reads the unusable event`() throws {
        let terminal = try Tmux()
        let asking = try Asking(in: terminal.folder, orders: 1)
        try terminal.enter(try asking.command())
        try terminal.see(#"\[1 ?O"#, within: 30)
        try terminal.press("3")
        try terminal.see("waits for approval: Send to 12,000")
        try terminal.press("Enter")
        try terminal.see("asks +Send to 12,000 people")
        try terminal.press("!")
        try terminal.see("no step of this run waits for a signal")

        try terminal.press("A")
        try terminal.see("╭─ Answer campaign")
        try terminal.press("2", until: #"\(•\) reject ask"#)
        try terminal.press("1", until: #"\(•\) approve ask"#)
        try terminal.press("Enter")
        try terminal.type("{\"limit\": 500}")
        try terminal.press("Enter")
        try terminal.type("checked")
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("paid +(WAIT|wait)(.|\n)*waits for signal payment_received")

        try terminal.press("!", until: "╭─ Signal to")
        try terminal.press("Enter", until: "say why|reason +_?")
        try terminal.pressUntilGone("Escape", "╭─ Signal to")

        let given = try Program.run([
            "signal", "1-1", "--name", "payment_received", "--with", "42", "--data", asking.data,
            "--project", asking.project, "--reason", "paid by phone",
        ])
        #expect(given.status == 0, "\(given.errors)")
        try terminal.see("campaign c1  OK  4 of 4 done")

        try terminal.press("0")
        try terminal.see("Dead letters 1")
        try terminal.see("not_json .*garbage")
        try terminal.press("r")
        try terminal.see("╭─ Take dead letter 1 in again")
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("refused: refused again: not_json")
        try terminal.press(":", "q", "Enter")
        try terminal.see("^shell> *$")
    }

    @Test func `is shown all screens without a terminal, and hears of changes in sentences`() throws
    {
        let terminal = try Tmux()
        let asking = try Asking(in: terminal.folder)
        try terminal.enter(try asking.command())
        try terminal.see(#"\[1 ?O"#, within: 30)
        let place = ["--data", asking.data, "--project", asking.project]
        for screen in ["overview", "workflows", "models", "routing", "alerts", "sources", "audit"] {
            let printed = try Program.run([screen, "--once"] + place)
            #expect(printed.status == 0, "\(screen): \(printed.errors)")
            #expect(!printed.output.contains("\u{1B}"), "\(screen)")
        }
        let table = try Program.run(["workflows", "--once"] + place)
        #expect(table.lines.first?.hasPrefix("WORKFLOW") == true)
        #expect(table.output.contains("campaign"))
        let json = try Program.run(["sources", "--once", "--format", "json"] + place)
        let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        #expect((parsed as? [[String: Any]])?.first?["source"] as? String == "orders")
        let plain = try Program.run(["sources", "--plain"] + place)
        #expect(plain.output.hasPrefix("orders: "))
        let wrong = try Program.run(["models", "--once", "--filter", "nonsense=1"] + place)
        #expect(wrong.status == 2)

        let heard = try Program.run(
            ["attach", "--plain", "--data", asking.data],
            input: "workflows\nnonsense\nq\n"
        )
        #expect(heard.status == 0, "\(heard.errors)")
        #expect(heard.output.contains("campaign: "))
        #expect(heard.output.contains("There are overview, workflows"))
        try terminal.press(":", "q", "Enter")
        try terminal.see("^shell> *$")
    }
}

@Suite struct `The manual` {
    @Test func `has every command and every key, and man can read it`() throws {
        let page = try Program.run(["man"])
        #expect(page.status == 0)
        #expect(page.output.hasPrefix(".TH PODIUM 1"))
        for word in ["podium reroute", "podium runs show", "approve or reject", ".SH EXIT STATUS"] {
            #expect(page.output.contains(word), "\(word)")
        }
        let help = try Program.run(["--help"])
        let commands = help.lines.drop { !$0.contains("SUBCOMMANDS") }.dropFirst()
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(commands.count > 30)
        for command in commands where command != "See" {
            let escaped = command.replacingOccurrences(of: "-", with: "\\-")
            #expect(page.output.contains(".SS podium \(escaped)"), "\(command)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `comes with completions`(shell: String) throws {
        let script = try Program.run(["completions", shell])
        #expect(script.status == 0)
        #expect(script.output.contains("reroute"))
    }
}
