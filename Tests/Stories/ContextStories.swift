import Foundation
import Testing

@Suite struct `Two engines and one console` {
    /// An engine in production that runs nowhere on the screen, known by name.
    private struct World {
        let scratch: Scratch
        let stage: Stage
        let europe: Child

        init() throws {
            scratch = try Scratch()
            let folder = scratch.folder + "/eu"
            try "prod-eu = \(folder)\nmars = \(scratch.folder)/mars\n".write(
                toFile: scratch.folder + "/contexts",
                atomically: true,
                encoding: .utf8
            )
            europe = try Child([
                "serve", Program.sample, "--data", folder, "--environment", "prod-eu",
            ])
            stage = try Stage(environment: ["PODIUM_CONTEXTS": scratch.folder + "/contexts"])
        }

        var attach: String {
            get throws { "'\(try Program.path)' attach --context prod-eu" }
        }

        func say(_ line: String) throws {
            try stage.terminal.press(":")
            try stage.terminal.type(line)
            try stage.terminal.press("Enter")
        }
    }

    @Test func `goes over when the other answers, looks only, and comes back`() throws {
        let world = try World()
        let terminal = world.stage.terminal
        try world.say("ctx")
        try terminal.see("prod-eu +UP")
        try terminal.see("mars +LOST")
        try terminal.see("HERE")

        try world.say("ctx mars")
        try terminal.see("still data: mars cannot be gone to")
        try world.say("ctx prod-eu")
        try terminal.see(#"^ prod-eu +RO"#)
        try terminal.see("LIVE")
        try terminal.press("3")
        try terminal.press("p")
        try terminal.see("read-only; :rw")

        try world.say("ctx data")
        try terminal.see(#"^ demo "#)
        try terminal.press(":", "q", "Enter")
        try world.stage.seeShell()
        // The demo that is over is remembered by its folder, and says so when it is asked for.
        try terminal.enter("PODIUM_CONTEXTS=\(world.scratch.folder)/contexts \(try world.attach)")
        try terminal.see(#"^ prod-eu +RO"#)
        try world.say("ctx data")
        try terminal.see("still prod-eu: data cannot be gone to")
        try terminal.press("q")
        try terminal.see(#"^shell> *$"#)
    }

    @Test func `leaves an engine that died for one that lives`() throws {
        let world = try World()
        let terminal = world.stage.terminal
        try world.say("ctx prod-eu")
        try terminal.see(#"^ prod-eu +RO"#)
        world.europe.kill()
        try terminal.see("LOST")
        try world.say("ctx")
        try terminal.see("prod-eu +LOST")
        try terminal.see("data +UP")
        try world.say("ctx data")
        try terminal.see("LIVE")
        try terminal.see(#"^ demo "#)
    }
}
