import Testing

@testable import Orchestration

/// A value and its JSON.
struct Written: CustomTestStringConvertible, Sendable {
    let text: String
    let value: Value

    init(_ text: String, _ value: Value) {
        self.text = text
        self.value = value
    }

    init(writing value: Value, _ text: String) { self.init(text, value) }

    var testDescription: String { text }
}

@Suite struct `JSON` {
    @Test(arguments: [
        Written("null", nil), Written(" true\n", true), Written("0", 0), Written("-0", 0),
        Written("9223372036854775807", .int(.max)),
        Written("-9223372036854775808", .int(.min)),
        Written("9223372036854775808", .double(0x1p63)),
        Written("1.0", 1.0), Written("1e2", 100.0), Written("-1.5E-2", -0.015), Written("\"\"", ""),
        Written("\"aé🐱\"", "aé🐱"),
        Written("\"\\u0041\\uD83D\\uDC31\\/\\\"\\\\\\b\\f\\n\\r\\t\"", "A🐱/\"\\\u{8}\u{C}\n\r\t"),
        Written("[]", []),
        Written("[1, [2] ,{}]", [1, [2], [:]]), Written("{\"a\":{\"b\":null}}", ["a": ["b": nil]]),
        Written("\"\u{7F}\"", "\u{7F}"),
    ]) func `is read as RFC 8259 defines it`(example: Written) throws {
        #expect(try Value(json: example.text) == example.value)
    }

    @Test(arguments: [
        ("", 0), (" ", 1), ("nul", 3), ("nulL", 3), ("tru", 3), ("01", 0), ("-01", 1), ("1.", 2),
        (".5", 0), ("+1", 0), ("1e", 2), ("1e+", 3), ("-", 1), ("1 2", 2), ("[1,]", 3), ("[1", 2),
        ("[", 1), ("]", 0), ("{", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7),
        ("{a:1}", 1),
        ("{1:1}", 1), ("'a'", 0), ("\"a", 2), ("\"a\nb\"", 2), ("\"\\x\"", 1), ("\"\\u12\"", 5),
        ("\"\\ud800\"", 1), ("\"\\udc00\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\ud800\\n\"", 1),
        ("1e999", 0), ("NaN", 0), ("// no", 0), ("\u{FEFF}1", 0), ("\"\\", 2), ("[1}", 2),
        ("\u{0}", 0),
    ]) func `that is none is refused at the byte where it goes wrong`(text: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try Value(json: text) }
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xC3, 0x22],
    ])
    func `has strings of valid UTF-8 only`(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try Value(json: bytes) }
    }

    @Test func `is held to its limits`() {
        let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: JSONError.self) { try Value(json: deep) }
        #expect(throws: Never.self) { try Value(json: String(deep.dropFirst().dropLast())) }
        #expect(throws: JSONError.self) {
            try Value(json: String(repeating: "[", count: 1_000_000))
        }
        #expect(throws: JSONError.self) { try Value(json: "[1,2]", limits: JSONLimits(bytes: 4)) }
    }

    @Test func `says which keys an object has twice, and takes the last`() throws {
        let (value, duplicates) = try Value.read(json: Array("{\"a\":1,\"b\":2,\"a\":3}".utf8))
        #expect(value == ["a": 3, "b": 2])
        #expect(duplicates == [JSONDuplicate(key: "a", offset: 13)])
    }

    @Test(arguments: [
        Written(writing: .map(["b": 1, "a": [true, nil]]), "{\"a\":[true,null],\"b\":1}"),
        Written(writing: .uint(.max), "18446744073709551615"),
        Written(writing: .double(.nan), "\"NaN\""),
        Written(writing: .double(-.infinity), "\"-Infinity\""), Written(writing: 1.0, "1.0"),
        Written(writing: 0.1, "0.1"),
        Written(writing: .double(1e300), "1e+300"),
        Written(writing: "\u{1}\"\\\n\u{7F}é", "\"\\u0001\\\"\\\\\\n\\u007fé\""),
        Written(writing: .bytes([]), "\"\""), Written(writing: .bytes([1]), "\"AQ==\""),
        Written(writing: .bytes([1, 2]), "\"AQI=\""),
        Written(writing: .bytes([255, 254, 253]), "\"//79\""),
        Written(
            writing: .timestamp(seconds: 0, nanoseconds: 5_000_000),
            "\"1970-01-01T00:00:00.005Z\""
        ),
        Written(writing: .duration(.milliseconds(-1500)), "\"-1.5s\""),
        Written(writing: .type("int"), "\"int\""),
        Written(writing: .map([1: "a", true: "b"]), "{\"true\":\"b\",\"1\":\"a\"}"),
    ]) func `is written the same way every time`(example: Written) {
        #expect(example.value.json == example.text)
    }

    @Test func `is written for people on several lines`() {
        let value: Value = ["a": [1, [:]], "b": []]
        #expect(value.prettyJSON == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    @Test(arguments: UInt64(0)..<300) func `reads back what it wrote`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let value = Value.random(depth: 4, using: &random)
        #expect(try Value(json: value.json) == value)
        #expect(try Value(json: value.prettyJSON) == value)
    }

    @Test(arguments: UInt64(0)..<300) func `with any byte changed never traps`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var bytes = Value.random(depth: 4, using: &random).jsonBytes
        for _ in 0..<20 {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            bytes[index] = UInt8.random(in: 0...255, using: &random)
            do throws(JSONError) {
                _ = try Value(json: bytes)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
            }
        }
    }
}

extension Value {
    /// A value of the kinds that JSON can write and read back unchanged.
    static func random(depth: Int, using random: inout SplitMix) -> Value {
        let letters = ["a", "é", "🐱", "\"", "\\", "\n", "\u{0}", "/", " ", "\u{7F}", "Z"]
        func text() -> String {
            let length = Int.random(in: 0...24, using: &random)
            return (0..<length).compactMap { _ in letters.randomElement(using: &random) }.joined()
        }
        switch Int.random(in: 0...(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .int(Int64(truncatingIfNeeded: random.next()))
        case 3: return .int(Int64.random(in: -100...100, using: &random))
        case 4:
            let number = Double(bitPattern: random.next())
            return .double(number.isFinite ? number : 0.5)
        case 5: return .string(text())
        case 6:
            return .list(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    Value.random(depth: depth - 1, using: &random)
                }
            )
        default:
            let pairs = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                (Value.string(text()), Value.random(depth: depth - 1, using: &random))
            }
            return .map(Dictionary(pairs, uniquingKeysWith: { _, last in last }))
        }
    }
}
