import Orchestration
import Testing

@testable import Engine

@Suite struct `The tail of events` {
    private func line(_ word: String, _ number: Int) -> EventLine {
        EventLine(
            at: .epoch + .seconds(Int64(number)),
            word: word,
            object: "o-\(number)",
            text: "text"
        )
    }

    @Test func `keeps what is rare, however much of the usual comes after it`() {
        var tail = EventTail()
        tail.append(line("ROUT", 0))
        for number in 1...5_000 { tail.append(line("OK", number)) }
        #expect(tail.lines.count == EventTail.kept)
        #expect(tail.lines.first?.word == "ROUT")
        #expect(tail.lines.last?.object == "o-5000")
    }

    @Test(arguments: [["OK"], ["OK", "FAIL"], ["OK", "FAIL", "RTRY", "ROUT"]])
    func `stays in order and no longer than it may be`(words: [String]) {
        var tail = EventTail()
        for number in 0..<2_000 { tail.append(line(words[number % words.count], number)) }
        #expect(tail.lines.count == EventTail.kept)
        #expect(zip(tail.lines, tail.lines.dropFirst()).allSatisfy { $0.at < $1.at })
        #expect(Set(tail.lines.map(\.word)) == Set(words))
    }
}
