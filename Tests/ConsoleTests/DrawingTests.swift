import Console
import Orchestration
import Screen
import Testing

@Suite struct `Drawing` {
    @Test(arguments: Screens.places)
    func `is total at every size`(place: Place) {
        var console = Stage.console()
        console.visit(place)
        let fine = Array(1...42) + [59, 75, 76, 79, 99, 100, 119, 159, 160]
        for columns in fine {
            for rows in Array(1...21) + [24, 29, 30, 45, 60] {
                let size = Size(columns: columns, rows: rows)
                let grid = console.view(in: size, glyphs: .braille)
                #expect(grid.size == size)
            }
        }
    }

    @Test(arguments: 0..<10)
    func `is total at each of the 9600 sizes up to 160 by 60`(tenth: Int) {
        var consoles = Screens.places.map { place in
            var console = Stage.console()
            console.visit(place)
            return console
        }
        consoles.append(Stage.console(Stage.empty))
        for columns in stride(from: tenth + 1, through: 160, by: 10) {
            for rows in 1...60 {
                let size = Size(columns: columns, rows: rows)
                let grid = consoles[(columns / 10 + rows) % consoles.count]
                    .view(in: size, glyphs: .braille)
                #expect(grid.size == size)
            }
        }
    }

    @Test func `is total at 300 by 90, frozen, zoomed, asking and typing`() {
        let size = Size(columns: 300, rows: 90)
        for place in Screens.places {
            for keys in [[Key("z")], [Key("Z")], [Key(":")], [Key("O")], [Key("x")], [Key("/")]] {
                var console = Stage.console(size: size)
                console.visit(place)
                for key in keys { _ = console.press(key) }
                for size in [size, Size(columns: 81, rows: 13), Size(columns: 41, rows: 12)] {
                    #expect(console.view(in: size, glyphs: .blocks).size == size)
                }
            }
        }
    }

    @Test func `says nothing false before the first snapshot`() {
        var console = Stage.console(nil)
        for place in Screens.places {
            _ = console.go(to: place)
            let text = console.view(in: Stage.size, glyphs: .braille).text
            #expect(text.contains("no data yet") || text.contains("LIVE -"), "\(place)")
            #expect(!text.contains("fail 0"))
        }
    }

    @Test func `keeps hostile text out of the terminal`() {
        var snapshot = Stage.snapshot
        let hostile = "\u{1b}]52;c;AAAA\u{7}\u{202e}evil\u{200b}\u{9b}31m\n\t"
        snapshot.watched[0].workflow = hostile
        snapshot.watched[0].reason = hostile
        snapshot.alerts[0].summary = hostile
        snapshot.models[0].name = hostile
        snapshot.events[0].text = hostile
        var console = Stage.console(snapshot)
        for place in Screens.places {
            console.visit(place)
            let grid = console.view(in: Stage.size, glyphs: .braille)
            let scalars = grid.cells.flatMap(\.character.unicodeScalars)
            #expect(scalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
            #expect(!scalars.contains { [0x202e, 0x200b].contains($0.value) })
        }
    }

    @Test func `survives numbers at the ends of their types`() {
        var snapshot = Stage.snapshot
        for extreme in [Duration.milliseconds(Int64.max), .milliseconds(Int64.min), .zero] {
            for index in snapshot.models.indices {
                snapshot.models[index].p95 = extreme
                snapshot.models[index].errorShare = .infinity
                snapshot.models[index].rate = -.greatestFiniteMagnitude
                snapshot.models[index].trend = [.nan, .infinity, -1, nil, 1e308, -1e308]
                snapshot.models[index].trendBucketSeconds = .max
            }
            snapshot.sources[0].age = extreme
            snapshot.watched[0].opened = Instant(milliseconds: .min)
            snapshot.watched[1].opened = Instant(milliseconds: .max)
            snapshot.alerts[0].since = Instant(milliseconds: .min)
            snapshot.totals.running = .max
            snapshot.sequence += 1
            var console = Stage.console(snapshot)
            for place in Screens.places {
                console.visit(place)
                _ = console.view(in: Stage.size, glyphs: .braille)
            }
        }
    }

    @Test func `dims data that is old, and says how old`() {
        let fresh = Stage.console().view(in: Stage.size, glyphs: .braille)
        let old = Stage.console(sees: Stage.now + .seconds(60))
            .view(in: Stage.size, glyphs: .braille)

        #expect(!fresh[20, 5].emphasis.contains(.dim))
        #expect(old[20, 5].emphasis.contains(.dim))
        #expect(old.text.contains("[STALE 1m]"))
    }

    @Test func `says how many columns a narrow table shows`() {
        var console = Stage.console(size: Size(columns: 80, rows: 24))
        console.visit(.models)
        let text = console.view(in: Size(columns: 80, rows: 24), glyphs: .braille).text
        #expect(text.contains("cols "))
        #expect(text.contains(" of 17"))
    }
}
