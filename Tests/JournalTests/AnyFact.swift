import Orchestration

extension Fact {
    /// Any fact at all, edges more often than chance would have them.
    static func any(using random: inout Seeded) -> Fact {
        switch Int.random(in: 0..<14, using: &random) {
        case 0: .opened(.any(using: &random))
        case 1: .dispatched(.any(using: &random))
        case 2: .awaiting(.any(using: &random), event: .any(using: &random))
        case 3: .succeeded(.any(using: &random), .any(using: &random))
        case 4: .failed(.any(using: &random), .any(using: &random))
        case 5: .skipped(step: .any(using: &random))
        case 6: .withdrawn(.any(using: &random))
        case 7:
            .alarmSet(
                .any(using: &random),
                due: Instant(milliseconds: Int64(Int.any(using: &random)))
            )
        case 8: .alarmRang(.any(using: &random))
        case 9: .alarmDropped(.any(using: &random))
        case 10: .acted(.any(using: &random))
        case 11:
            .labelled(
                Dictionary(
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        (String.any(using: &random), String.any(using: &random))
                    },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case 12: .expanded(step: .any(using: &random), count: .any(using: &random))
        default: .closed(.any(using: &random))
        }
    }
}

extension Int {
    fileprivate static func any(using random: inout Seeded) -> Int {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: [0, 1, -1, 63, 64, 127, 128, .min, .max].randomElement(using: &random) ?? 0
        case 1: Int.random(in: .min ... .max, using: &random)
        default: Int.random(in: 0...200, using: &random)
        }
    }
}

extension String {
    fileprivate static func any(using random: inout Seeded) -> String {
        let alphabet: [Character] = [
            "a", "Z", "0", " ", "\n", "\0", "é", "漢", "👩‍👩‍👧", "\u{202E}", "\"",
        ]
        return String(
            (0..<Int.random(in: 0...12, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? "a"
            }
        )
    }
}

extension Opening {
    fileprivate static func any(using random: inout Seeded) -> Opening {
        Opening(
            workflow: .any(using: &random),
            version: .any(using: &random),
            input: .any(using: &random),
            subject: .any(using: &random),
            once: .any(using: &random),
            seed: random.next(),
            held: Bool.random(using: &random),
            parent: Bool.random(using: &random)
                ? nil
                : Parent(run: RunID(.any(using: &random)), key: .any(using: &random)),
            effects: Bool.random(using: &random) ? "" : .any(using: &random),
            carried: Bool.random(using: &random)
                ? nil : Array(String.any(using: &random).utf8)
        )
    }
}

extension StepKey {
    fileprivate static func any(using random: inout Seeded) -> StepKey {
        StepKey(step: .any(using: &random), attempt: .any(using: &random))
    }
}

extension Payload {
    fileprivate static func any(using random: inout Seeded) -> Payload {
        guard Bool.random(using: &random) else {
            return .artifact(digest: .any(using: &random), size: .any(using: &random))
        }
        let count = Int.random(in: 0...300, using: &random)
        return .inline((0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
}

extension Failure {
    fileprivate static func any(using random: inout Seeded) -> Failure {
        let pauses: [Duration?] = [
            nil, .zero, .milliseconds(1500), .seconds(-3),
            Duration(attoseconds: .max), Duration(attoseconds: .min), Duration(attoseconds: -1),
        ]
        return Failure(
            FailureKind.allCases.randomElement(using: &random) ?? .timeout,
            .any(using: &random),
            retryAfter: pauses.randomElement(using: &random) ?? nil
        )
    }
}

extension Alarm {
    fileprivate static func any(using random: inout Seeded) -> Alarm {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .retry(.any(using: &random))
        case 1: .waited(.any(using: &random))
        default: .deadline
        }
    }
}

extension OperatorAct {
    fileprivate static func any(using random: inout Seeded) -> OperatorAct {
        OperatorAct(
            Verb.allCases.randomElement(using: &random) ?? .pause,
            step: Bool.random(using: &random) ? .any(using: &random) : nil,
            actor: .any(using: &random),
            reason: .any(using: &random),
            requestID: .any(using: &random),
            data: Bool.random(using: &random) ? nil : [1, 2, 3]
        )
    }
}

extension Outcome {
    fileprivate static func any(using random: inout Seeded) -> Outcome {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .completed
        case 1: .failed(step: .any(using: &random), .any(using: &random))
        default: .cancelled(reason: .any(using: &random))
        }
    }
}
