import Foundation
import Testing

@testable import Orchestration

@Suite struct `A time in an expression` {
    @Test(arguments: [
        Example("string(timestamp('2009-02-13T23:31:30Z'))", "2009-02-13T23:31:30Z"),
        Example("string(timestamp('2009-02-13T23:31:30.250+01:30'))", "2009-02-13T22:01:30.25Z"),
        Example(
            "string(timestamp('9999-12-31T23:59:59.999999999Z'))",
            "9999-12-31T23:59:59.999999999Z"
        ),
        Example("string(timestamp(0))", "1970-01-01T00:00:00Z"),
        Example("string(duration('1000000s'))", "1000000s"),
        Example("string(duration('-1.5s'))", "-1.5s"),
        Example("string(duration('1h30m1ns'))", "5400.000000001s"),
        Example("duration('0') == duration('0s')", true),
        Example("duration('1.5h') == duration('90m')", true),
        Example("duration('1ms') == duration('1000us')", true),
        Example("timestamp(timestamp(5)) == timestamp(5)", true),
    ]) func `is read and written`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("timestamp('2009-02-13T23:31:30Z').getFullYear()", 2009),
        Example("timestamp('2009-02-13T23:31:30Z').getMonth()", 1),
        Example("timestamp('2009-02-13T23:31:30Z').getDate()", 13),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfMonth()", 12),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfYear()", 43),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfWeek()", 5),
        Example("timestamp('2009-02-13T23:31:30Z').getHours()", 23),
        Example("timestamp('2009-02-13T23:31:30Z').getMinutes()", 31),
        Example("timestamp('2009-02-13T23:31:30Z').getSeconds()", 30),
        Example("timestamp('2009-02-13T23:31:20.123456789Z').getMilliseconds()", 123),
        Example("duration('10000s').getHours()", 2), Example("duration('3730s').getMinutes()", 62),
        Example("duration('3730s').getSeconds()", 3730),
        Example("duration('123.321s').getMilliseconds()", 321),
    ]) func `has parts`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        Example("timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney')", 14),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfMonth('US/Central')", 12),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfMonth('+11:00')", 13),
        Example("timestamp('2009-02-13T02:00:00Z').getDayOfMonth('-02:30')", 11),
        Example("timestamp('2009-02-13T02:00:00Z').getDayOfMonth('America/St_Johns')", 11),
        Example("timestamp('2009-02-13T23:31:30Z').getDayOfWeek('UTC')", 5),
        Example("timestamp('2009-02-13T23:31:30Z').getHours('02:00')", 1),
        Example("timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", 16),
        Example("timestamp('2009-02-13T23:31:30Z').getSeconds('-00:00')", 30),
        Example("timestamp('2026-07-01T12:00:00Z').getHours('Europe/Berlin')", 14),
        Example("timestamp('2026-01-01T12:00:00Z').getHours('Europe/Berlin')", 13),
    ]) func `has parts in a zone given by offset or name`(example: Example) {
        // Names need the calendars of Foundation in the program, which this import links.
        #expect(TimeZone(identifier: "UTC") != nil)
        #expect(example.holds)
    }

    @Test(
        arguments: truths(
            "timestamp(60) + duration('4m') == timestamp(300)",
            "duration('2m') + timestamp(0) == timestamp(120)",
            "timestamp(600) - duration('10m') == timestamp(0)",
            "timestamp(120) - timestamp(0) == duration('120s')",
            "duration('600s') + duration('50s') == duration('650s')",
            "duration('15m') - duration('42s') == duration('858s')",
            "timestamp('0001-01-01T00:00:01.000000001Z') + duration('-999999999ns') == timestamp('0001-01-01T00:00:00.000000002Z')",
            "timestamp('0001-01-01T00:00:01.999999999Z') + duration('999999999ns') == timestamp('0001-01-01T00:00:02.999999998Z')"
        )
    ) func `moves by durations`(example: Example) {
        #expect(example.holds)
    }

    @Test(arguments: [
        "timestamp('0000-01-01T00:00:00Z')", "timestamp('10000-01-01T00:00:00Z')",
        "timestamp(253402300800)", "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
        "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
        "timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')",
        "timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')",
        "duration('-320000000000s')", "duration('320000000000s')",
        "duration('9000000000s') + duration('9000000000s')",
        "duration('-9000000000s') - duration('9000000000s')",
        "duration('99999999999999999999h')",
    ]) func `stays within its range`(source: String) {
        #expect(Fault(source, "range").holds)
    }

    @Test(arguments: [
        Fault("timestamp('yesterday')", "invalid argument"),
        Fault("duration('5 parsecs')", "invalid argument"),
        Fault("duration('')", "invalid argument"), Fault("duration('1d')", "invalid argument"),
        Fault("timestamp('2009-02-29T00:00:00Z')", "invalid argument"),
        Fault("timestamp('2009-02-13T23:31:30')", "invalid argument"),
        Fault("timestamp(0).getHours('Nowhere/Else')", "unknown time zone"),
        Fault("timestamp(0).getHours('+24:00')", "unknown time zone"),
        Fault("timestamp(0).getHours('../passwd')", "unknown time zone"),
        Fault("duration('1s').getDate()", "no such overload"),
        Fault("n.getHours()", "no such overload"),
        Fault("timestamp(0) + timestamp(0)", "no such overload"),
        Fault("timestamp(0) * 2", "no such overload"),
        Fault("duration('1s') - timestamp(0)", "no such overload"),
    ]) func `refuses what is no time`(fault: Fault) {
        #expect(fault.holds)
    }

    @Test(arguments: [Value.duration(.seconds(Int64.max)), .duration(.seconds(Int64.min))])
    func `from outside may be of any length without a trap`(value: Value) throws {
        for source in ["x + x", "x - x", "timestamp(0) + x", "timestamp(0) - x"] {
            let expression = try Expression(parsing: source)
            #expect(throws: ExpressionError.self) { try expression.evaluate(with: ["x": value]) }
        }
    }
}
