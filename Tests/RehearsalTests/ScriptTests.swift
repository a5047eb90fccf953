import Orchestration
import Rehearsal
import Testing

@Suite struct `A script of faults` {
    @Test func `switches faults on and off by time and model`() {
        let script = Script([
            .init(at: .seconds(20), model: "a", .off(.silent)),
            .init(at: .seconds(10), model: "a", .on(.silent)),
            .init(at: .seconds(15), model: "a", .on(.malformed)),
            .init(at: .zero, model: "b", .on(.disconnects)),
        ])
        #expect(script.faults(of: "a", at: .seconds(9)) == [])
        #expect(script.faults(of: "a", at: .seconds(10)) == [.silent])
        #expect(script.faults(of: "a", at: .seconds(19)) == [.silent, .malformed])
        #expect(script.faults(of: "a", at: .seconds(20)) == [.malformed])
        #expect(script.faults(of: "b", at: .seconds(99)) == [.disconnects])
    }
}

@Suite struct `The bank of sentences` {
    @Test func `invents an offer about once in fifty, and varies by seed and prompt`() {
        let said = (0..<5_000).map { SentenceBank.sentence(for: "Greet Ada", seed: UInt64($0)) }
        let invented = said.filter(SentenceBank.inventing.contains).count
        #expect((60...140).contains(invented), "\(invented)")
        #expect(Set(said).count > 300)
        #expect(
            Set(["a", "b", "c", "d"].map { SentenceBank.sentence(for: $0, seed: 1) }).count > 1
        )
        #expect(
            SentenceBank.sentence(for: "x", seed: 3) == SentenceBank.sentence(for: "x", seed: 3)
        )
    }
}

@Suite struct `The plan of incidents` {
    @Test(arguments: UInt64(0)..<50) func `shows all three within two minutes, and later again`(
        seed: UInt64
    ) {
        let plan = IncidentPlan(seed: seed)
        func begun(_ from: Int, _ to: Int) -> Set<IncidentPlan.Kind> {
            Set((from..<to).flatMap { plan.underWay(at: .seconds($0)) }.map(\.kind))
        }
        #expect(begun(0, 40).isEmpty)
        #expect(begun(40, 75) == [.providerSilent])
        #expect(begun(0, 120).count == 3)
        #expect(begun(300, 600).count == 3)
    }

    @Test(arguments: UInt64(0)..<50) func `ends every incident by itself`(seed: UInt64) {
        let plan = IncidentPlan(seed: seed)
        for cycle in 0..<20 {
            for kind in IncidentPlan.Kind.allCases {
                let window = plan.window(kind, cycle: cycle)
                #expect(window.from < window.until)
                #expect(window.until <= IncidentPlan.cycle * (cycle + 2))
            }
        }
    }

    @Test func `lets the provider recover soon after the operator routed around it`() {
        var plan = IncidentPlan(seed: 1)
        plan.rerouted(around: "somebody-else", at: .seconds(50))
        #expect(plan.faults(of: "scribe-a", at: .seconds(75)) == [.silent])
        plan.rerouted(around: "scribe-a", at: .seconds(50))
        #expect(plan.faults(of: "scribe-a", at: .seconds(69)) == [.silent])
        #expect(plan.faults(of: "scribe-a", at: .seconds(70)) == [])
        #expect(plan.faults(of: "scribe-b", at: .seconds(60)) == [])
    }
}
