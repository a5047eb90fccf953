internal import Orchestration
internal import Projects
internal import Testing

@Suite struct `Reading hostile files` {
    @Test(arguments: UInt64(0)..<150)
    func `gives a project or a problem with a place, however the files are cut`(seed: UInt64) throws
    {
        var random = SplitMix(seed: seed)
        var files = try sampleFiles()
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let path = try #require(files.keys.sorted().randomElement(using: &random))
            files[path] = mutated(files[path] ?? [], &random)
        }
        let reading = ProjectReader.read(files: files)
        #expect((reading.project == nil) == reading.hasErrors)
        for problem in reading.problems {
            #expect(placeExists(problem.place, in: files), "\(problem.text)")
            #expect(problem.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 })
        }
    }

    private func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
        let a = Int.random(in: 0..<bytes.count, using: &random)
        let b = Int.random(in: a..<bytes.count, using: &random)
        let marks = Array("{}[]:,&*!|>'\"#%@`-?\n\t ~\0".utf8)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return Array(bytes[..<a])
        case 1: return Array(bytes[..<a] + bytes[b...])
        case 2: return Array(bytes[..<b] + bytes[a...])
        case 3: return Array(bytes[..<a]) + [marks[a % marks.count]] + bytes[a...]
        case 4:
            var copy = bytes
            copy[a] = UInt8.random(in: 0...255, using: &random)
            return copy
        default: return Array(bytes[b...] + bytes[..<b])
        }
    }

    /// Workflow files made to hurt: each must end quickly, without a trap, with a complaint.
    static let hostile: [String] = [
        "", "\u{FEFF}", "\0", "---", "...", "- - - - -", "? ? ? ?", "{", "}", "[", "]", "'", "\"",
        "\"\\ud800\"", "%YAML 9.9\n---\na: b", "&a [*a]", "a: &a b\nc: *a", "*a", "!!map", "!<x> y",
        "<<: { a: b }", "? [a]\n: b", "? {a: b}\n: c", "\t", "a:\tb\n\tc: d", ": :", "a: b: c",
        "workflow: yes\nsteps: no", "workflow: ~\nsteps: null", "steps: [a]", "42", "true",
        "\"\": 1\n\"\": 2", "\"\\x61\": 1\na: 2\n'a': 3", "~: 1\n~: 2", "{a: 1, a: 2, a: 3, a: 4}",
        "? [a]\n: 1\n? [a]\n: 2", "workflow: w\nsteps: { a: { compute: '' } }",
        "workflow: w\nsteps: { a: { compute: \"\(String(repeating: "(", count: 5000))\" } }",
        "workflow: w\nsteps: { a: { wait: x, within: 99999999999999999999d } }",
        "workflow: w\nsteps: { a: { wait: x, within: -1s } }",
        "workflow: w\ntrigger: { cron: 99999999999999999999 * * * * }\nsteps: {}",
        "workflow: w\ntrigger: { cron: \"*/0 1-0 , / -\" }\nsteps: {}",
        String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
        String(repeating: "{a: ", count: 50_000), String(repeating: "? ", count: 50_000),
        String(repeating: "a: 1\n", count: 10_000), String(repeating: "&a ", count: 1_000),
        "a: " + String(repeating: "x", count: 2_000_000),
        "a: [" + String(repeating: "b,", count: 60_000) + "]",
    ]

    @Test(arguments: hostile.indices)
    func `complains about each of these workflows`(index: Int) {
        var files = Small.files()
        files["workflows/hostile.yaml"] = Array(Self.hostile[index].utf8)
        let reading = ProjectReader.read(files: files)
        #expect(reading.project == nil)
        for problem in reading.problems {
            #expect(placeExists(problem.place, in: files), "\(problem.text)")
        }
    }

    @Test func `never expands an alias, also not in a key`() {
        var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (letter, next) in zip("abcdefgh", "bcdefghi") {
            let aliases = Array(repeating: "*\(letter)", count: 9).joined(separator: ", ")
            bomb += "\(next): &\(next) [\(aliases)]\n"
        }
        var files = Small.files()
        files["workflows/bomb.yaml"] = Array((bomb + "? *i\n: x\n").utf8)
        let problems = ProjectReader.read(files: files).problems
        #expect(problems.map(\.code).contains("anchor"))
        #expect(problems.allSatisfy { $0.place.file == "workflows/bomb.yaml" })
    }

    @Test func `says where the first byte stands that is not UTF-8`() {
        var files = Small.files()
        files["templates/hello.yaml"] = Array("template: hello\nbody: ä".utf8) + [0xFF, 0x0A]
        let text = ProjectReader.read(files: files).problems.map(\.text).joined()
        #expect(text.contains("templates/hello.yaml:2:8: error: the text is not UTF-8"))
    }

    @Test func `takes a byte order mark and line ends of other systems`() {
        let plain = ProjectReader.read(files: Small.files())
        for end in ["\r\n", "\r"] {
            var files = Small.files()
            for (path, bytes) in files where path.hasSuffix(".yaml") {
                let text = String(decoding: bytes, as: UTF8.self).replacing("\n", with: end)
                files[path] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            }
            let reading = ProjectReader.read(files: files)
            #expect(reading.problems.report == "no problems")
            #expect(reading.project?.models == plain.project?.models)
        }
    }

    @Test func `keeps an ampersand that is only text`() throws {
        let files = Small.files("plain: Good to see you.", "plain: Tom & Jerry &amp; co")
        let project = try #require(ProjectReader.read(files: files).project)
        #expect(project.templates.first?.plain == "Tom & Jerry &amp; co")
    }

    @Test func `refuses more files than anyone would read`() {
        var files = Small.files()
        for number in 0...ProjectReader.filesMax { files["models/\(number)"] = [] }
        #expect(ProjectReader.read(files: files).problems.map(\.code) == ["too-many-files"])
    }
}
