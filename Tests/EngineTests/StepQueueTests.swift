import Orchestration
import Testing

@testable import Engine

@Suite struct `A queue of attempts` {
    @Test func `gives workflows their turn, however many attempts one of them has`() {
        var queue = Waiting(slots: 4)
        for number in 0..<1000 { queue.enter("flood", run: number) }
        queue.enter("small", run: 1)

        #expect(queue.take(4).map(\.workflow) == ["flood", "small", "flood", "flood"])
    }

    @Test(arguments: 1...5)
    func `gives a workflow as many turns as its share`(share: Int) {
        var queue = Waiting(slots: 1000) { $0.workflows[0].share = share }
        for number in 0..<100 {
            queue.enter("flood", run: number)
            queue.enter("small", run: number + 1000)
        }
        let first = queue.take((share + 1) * 10).map(\.workflow)

        #expect(first.count { $0 == "flood" } == share * 10)
    }

    @Test func `takes what is urgent first`() {
        var queue = Waiting(slots: 3)
        queue.enter("flood", run: 1, priority: -1)
        queue.enter("flood", run: 2, priority: 0)
        queue.enter("small", run: 3, priority: 1)

        #expect(queue.take(3).map(\.run.text) == ["3", "2", "1"])
    }

    @Test func `lets one of a smaller priority begin for every fifteen of a greater`() {
        var queue = Waiting(slots: 1000)
        for number in 0..<200 {
            queue.enter("flood", run: number, priority: 5)
            queue.enter("small", run: number + 1000, priority: -5)
        }
        let first = queue.take(160)

        #expect(first.count { $0.priority == -5 } == 10)
        #expect(first.firstIndex { $0.priority == -5 } == FairLine.patience)
    }

    @Test func `keeps within a limit, and holds up nobody it does not concern`() {
        var queue = Waiting(slots: 100) { $0.routes[0].limits.atOnce = 2 }
        for number in 0..<10 { queue.enter("flood", run: number, route: "narrow") }
        queue.enter("flood", run: 99, route: "wide")
        let started = queue.take(100)

        #expect(started.map(\.run.text).sorted() == ["0", "1", "99"])
        let reason = queue.queue.reason(of: queue.waiting[0])
        #expect(reason == "waits for a place: 2 at once on route narrow")
        queue.finish(started[0])
        #expect(queue.take(100).map(\.run.text) == ["2"])
    }

    @Test func `gives a small workflow its turn at a limit that a thousand customers wait for`() {
        var queue = Waiting(slots: 100) {
            $0.routes[0].limits.atOnce = 1
            $0.limits.perSubject = 1
        }
        for number in 0..<1000 {
            queue.enter("flood", run: number, route: "narrow", subject: "customer \(number)")
        }
        queue.enter("small", run: 2000, route: "narrow", subject: "ada")
        queue.enter("small", run: 2001, route: "narrow", subject: "bob")

        #expect(queue.oneByOne(6).filter { $0.workflow == "small" }.count == 2)
    }

    @Test func `lets what is urgent first through a limit`() {
        var queue = Waiting(slots: 100) { $0.routes[0].limits.atOnce = 1 }
        for number in 0..<10 { queue.enter("flood", run: number, route: "narrow") }
        _ = queue.take(100)
        queue.enter("flood", run: 99, route: "narrow", priority: 1)
        _ = queue.take(100)
        for lease in queue.running { queue.finish(lease) }

        #expect(queue.take(100).map(\.run.text) == ["99"])
    }

    @Test func `lets a subject have so many at once, and other subjects theirs`() {
        var queue = Waiting(slots: 100) { $0.limits.perSubject = 1 }
        for number in 0..<3 {
            queue.enter("flood", run: number, subject: "ada")
            queue.enter("small", run: number + 10, subject: "bob")
        }
        let started = queue.take(100)

        #expect(started.map(\.subject).sorted() == ["ada", "bob"])
        for lease in started { queue.finish(lease) }
        #expect(queue.take(100).map(\.subject).sorted() == ["ada", "bob"])
    }

    @Test func `waits for time where a rate is spent`() throws {
        var queue = Waiting(slots: 100) { $0.workflows[0].limits.rate = Rate(2, per: .second) }
        for number in 0..<5 { queue.enter("flood", run: number) }

        #expect(queue.take(100).count == 2)
        let reason = queue.queue.reason(of: queue.waiting[0])
        #expect(reason == "waits for its turn: 2/s in workflow flood")
        let due = try #require(queue.queue.opens(after: queue.now))
        #expect(due == queue.now + .milliseconds(500))
        queue.now = due
        queue.queue.wake(at: due)
        #expect(queue.take(100).count == 1)
    }

    @Test func `holds back a parked workflow and gives its turn to others`() {
        var queue = Waiting(slots: 100) { $0.routes[0].limits.atOnce = 1 }
        queue.enter("flood", run: 0, route: "narrow")
        queue.enter("flood", run: 1, route: "narrow")
        queue.enter("small", run: 2, route: "narrow")
        let first = queue.take(100)
        queue.queue.park(.workflow("flood"), at: queue.now)
        for lease in first { queue.finish(lease) }

        #expect(queue.take(100).map(\.run.text) == ["2"])
    }

    @Test func `passes over what no longer counts`() {
        var queue = Waiting(slots: 100)
        for number in 0..<10 { queue.enter("flood", run: number) }
        queue.gone = Set((0..<9).map { RunID("\($0)") })

        #expect(queue.take(100).map(\.run.text) == ["9"])
    }

    @Test func `does not pile up what no longer counts behind a limit that holds for days`() {
        var queue = Waiting(slots: 100) { $0.workflows[0].limits.rate = Rate(1, per: .day) }
        for number in 0..<20_000 {
            queue.enter("flood", run: number)
            queue.gone.insert(RunID("\(number)"))
            if queue.queue.isCrowded { queue.queue.sweep { _ in false } }
        }
        #expect(queue.queue.lanes.reduce(0) { $0 + $1.leases.count } < 5000)
    }

    /// Each limit is taken whenever the other is free: never would both be free at one moment.
    @Test func `lets an attempt through that needs two busy limits`() {
        var queue = Waiting(slots: 100) {
            $0.routes[0].limits.atOnce = 1
            $0.workflows[0].limits.atOnce = 1
        }
        for number in 0..<100 {
            queue.enter("flood", run: number, route: "wide")
            queue.enter("small", run: number + 1000, route: "narrow")
        }
        _ = queue.take(100)
        queue.enter("flood", run: 5000, route: "narrow")
        let begun = queue.oneByOne(60)

        #expect(begun.contains { $0.run.text == "5000" })
    }

    /// At a limit too, and however lanes are split among subjects.
    @Test(arguments: UInt64(0)..<20)
    func `lets each workflow have its share of a limit, to within one turn`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let shares = [Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random)]
        var queue = Waiting(slots: 100) {
            $0.routes[0].limits.atOnce = 1
            $0.limits.perSubject = 1
            for place in 0..<2 { $0.workflows[place].share = shares[place] }
        }
        for number in 0..<400 {
            let name = number % 2 == 0 ? "flood" : "small"
            let subjects = name == "flood" ? 50 : 3
            let subject = "\(name) \(Int.random(in: 0..<subjects, using: &random))"
            queue.enter(name, run: number, route: "narrow", subject: subject)
        }
        var begun = [0, 0]
        for lease in queue.oneByOne(100) {
            begun[lease.workflow == "flood" ? 0 : 1] += 1
            let turns = zip(begun, shares).map { Double($0) / Double($1) }
            #expect(abs(turns[0] - turns[1]) <= 2, "seed \(seed): \(begun) of \(shares)")
        }
    }

    /// Nobody who could start waits, whatever was taken, finished, parked or given up before; and
    /// no limit is ever exceeded.
    @Test(arguments: UInt64(0)..<60)
    func `leaves no attempt waiting that every limit would let through`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var queue = Waiting(slots: 5) { project in
            project.routes[0].limits.atOnce = 2
            project.limits.perSubject = 2
            project.workflows[0].limits.atOnce = 3
            project.workflows[1].limits.perSubject = 1
        }
        for step in 0..<200 {
            queue.happen(step, &random)
            let (missed, excess) = (queue.couldStart, queue.excess)
            #expect(missed.isEmpty && excess.isEmpty, "seed \(seed), step \(step): \(excess)")
            guard missed.isEmpty, excess.isEmpty else { return }
        }
        queue.drain()
        #expect(queue.waiting.isEmpty, "seed \(seed)")
        #expect(queue.queue.running == 0)
        #expect(queue.queue.lanes.allSatisfy { $0.leases.isEmpty && $0.placesKept == 0 })
    }

    /// Whatever else happens, and whatever the clock does, a rate lets no more begin.
    @Test(arguments: UInt64(0)..<20)
    func `keeps to its rates, and starts all in the end`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var queue = Waiting(slots: 5) { project in
            project.limits.rate = Rate(20, per: .minute)
            project.routes[0].limits = Limits(atOnce: 2, rate: Rate(5, per: .minute))
            project.workflows[1].limits.rate = Rate(8, per: .minute)
        }
        var begun: [Instant] = []
        for step in 0..<200 {
            let before = queue.begun
            queue.happen(step, &random)
            begun += Array(repeating: queue.now, count: queue.begun - before)
            queue.pass(.milliseconds(Int64.random(in: 0...1500, using: &random)))
        }
        for first in begun where first > .epoch + .seconds(60) {
            let within = begun.count { $0 >= first && $0 < first + .seconds(60) }
            #expect(within <= 40, "seed \(seed)")
        }
        queue.drain()
        #expect(queue.waiting.isEmpty, "seed \(seed)")
    }
}

@Suite struct `A rate` {
    @Test(arguments: [(1, Rate.Span.second), (10, .second), (7, .minute), (1000, .hour), (3, .day)])
    func `lets no more begin in any span than it says, plus what a pause saved`(
        count: Int,
        span: Rate.Span
    ) {
        let rate = Rate(count, per: span)
        var bucket = TokenBucket(rate)
        var now = Instant.epoch
        var begun: [Instant] = []
        for _ in 0..<count * 4 {
            now = max(now, bucket.opens(seenAt: now))
            #expect(bucket.isOpen(at: now))
            bucket.take(at: now)
            begun.append(now)
        }
        #expect(begun[count - 1] == .epoch)
        for first in begun.indices where first > count {
            let within = begun.count { $0 >= begun[first] && $0 < begun[first] + span.duration }
            #expect(within <= count + 1)
        }
    }

    @Test func `waits no longer than its interval where the clock was set back`() {
        var bucket = TokenBucket(Rate(1, per: .minute))
        let late = Instant.epoch + .seconds(7200)
        bucket.take(at: late)
        let early = Instant.epoch + .seconds(3600)
        #expect(bucket.opens(seenAt: early) == early + .seconds(60))
    }

    @Test(arguments: ["10/s", "600/m", "1/h", "1000000/d"])
    func `reads as it is written`(text: String) { #expect(Rate(text: text)?.text == text) }

    @Test(arguments: [
        "", "10", "/s", "10/", "0/s", "-1/s", "+1/s", "1.5/s", "10/w", "10/s/s", "1000001/s",
    ])
    func `is nothing else`(text: String) { #expect(Rate(text: text) == nil) }
}

/// A queue beside a plain list of the same attempts.
private struct Waiting {
    var queue: StepQueue
    var now = Instant.epoch
    var waiting: [Lease] = []
    var running: [Lease] = []
    var parked: Set<Control.Scope> = []
    var gone: Set<RunID> = []
    private(set) var begun = 0
    private let project: Project
    private let slots: Int
    private var count = 0

    init(slots: Int, _ change: (inout Project) -> Void = { _ in }) {
        var project = Project()
        project.workflows = ["flood", "small"].map {
            Workflow(name: $0, version: "1", steps: [Sample.step("step")])
        }
        project.routes = ["narrow", "wide"].map { Route(name: $0, targets: []) }
        change(&project)
        self.project = project
        self.slots = slots
        queue = StepQueue(project, slots: slots)
    }

    mutating func enter(
        _ workflow: String,
        run: Int,
        route: String = "wide",
        subject: String = "",
        priority: Int = 0
    ) {
        let lease = Lease(
            run: RunID("\(run)"),
            key: StepKey(step: 0, attempt: 1),
            workflow: workflow,
            step: "step",
            item: nil,
            subject: subject,
            work: .call(route: route, input: .null),
            needs: [:],
            delivery: 1,
            isUndoing: false,
            priority: priority,
            labels: [:],
            runBegan: .epoch
        )
        waiting.append(lease)
        queue.enter(lease)
    }

    mutating func take(_ most: Int) -> [Lease] {
        var taken: [Lease] = []
        while taken.count < most {
            let gone = gone
            guard let lease = queue.take(at: now, where: { !gone.contains($0.run) }) else { break }
            taken.append(lease)
            waiting.removeAll { $0.run == lease.run }
        }
        waiting.removeAll { gone.contains($0.run) }
        running += taken
        begun += taken.count
        return taken
    }

    mutating func finish(_ lease: Lease) {
        running.removeAll { $0.run == lease.run }
        queue.finished(lease, at: now)
    }

    /// So many rounds in which the oldest attempt ends, and whatever may begin does.
    mutating func oneByOne(_ rounds: Int) -> [Lease] {
        var begun = take(100)
        for _ in 0..<rounds {
            if let lease = running.first { finish(lease) }
            begun += take(100)
        }
        return begun
    }

    /// Time passes, and wakes whoever waits for it.
    mutating func pass(_ duration: Duration) {
        now = now + duration
        queue.wake(at: now)
        _ = take(.max)
    }

    /// Something befalls the queue; after it, whatever may start has started.
    mutating func happen(_ step: Int, _ random: inout SplitMix) {
        switch random.next() % 8 {
        case 0...3:
            count += 1
            enter(
                random.next() % 3 == 0 ? "small" : "flood",
                run: count,
                route: random.next() % 2 == 0 ? "narrow" : "wide",
                subject: ["", "ada", "bob"][Int(random.next() % 3)],
                priority: Int(random.next() % 3) - 1
            )
        case 4, 5: if let lease = running.randomElement(using: &random) { finish(lease) }
        case 6:
            toggle(
                [
                    .workflow("small"), .workflow("flood"), .route("narrow"), .route("wide"),
                    .everything,
                ][Int(random.next() % 5)]
            )
        default: if let lease = waiting.randomElement(using: &random) { gone.insert(lease.run) }
        }
        _ = take(.max)
    }

    private mutating func toggle(_ scope: Control.Scope) {
        if parked.remove(scope) != nil { return queue.unpark(scope) }
        parked.insert(scope)
        queue.park(scope, at: now)
    }

    mutating func drain() {
        for scope in parked { toggle(scope) }
        _ = take(.max)
        for _ in 0..<100_000 where !waiting.isEmpty || !running.isEmpty {
            if let lease = running.first { finish(lease) }
            pass(.seconds(1))
        }
    }

    /// Attempts that wait though a slot is free and no limit of theirs is reached.
    var couldStart: [Lease] {
        guard running.count < slots else { return [] }
        return waiting.filter { lease in
            !isParked(lease) && !gone.contains(lease.run)
                && limits(of: lease).allSatisfy { $0.count < $0.most }
        }
    }

    private func isParked(_ lease: Lease) -> Bool {
        parked.contains(.everything) || parked.contains(.workflow(lease.workflow))
            || parked.contains(.route(lease.work.route))
    }

    /// Attempts under way that are too many.
    var excess: [Lease] {
        running.filter { lease in limits(of: lease).contains { $0.count > $0.most } }
    }

    /// Every limit an attempt falls under: how many are through, those with a place kept for them
    /// among them, and how many may be.
    private func limits(of lease: Lease) -> [(count: Int, most: Int)] {
        let workflow = project.workflows.first { $0.name == lease.workflow }?.limits
        let route = project.routes.first { $0.name == lease.work.route }?.limits
        let isSubject = { (other: Lease) in other.subject == lease.subject && !lease.subject.isEmpty
        }
        let limits: [(most: Int?, key: Gate.Key, counts: (Lease) -> Bool)] = [
            (workflow?.atOnce, .workflow(lease.workflow), { $0.workflow == lease.workflow }),
            (route?.atOnce, .route(lease.work.route), { $0.work.route == lease.work.route }),
            (project.limits.perSubject, .subject(lease.subject, workflow: nil), isSubject),
            (
                workflow?.perSubject, .subject(lease.subject, workflow: lease.workflow),
                { isSubject($0) && $0.workflow == lease.workflow }
            ),
        ]
        return limits.compactMap { most, key, counts in
            most.map { (running.count(where: counts) + kept(at: key), $0) }
        }
    }

    private func kept(at key: Gate.Key) -> Int {
        queue.lanes.count { $0.key.gates.prefix($0.placesKept).contains(key) }
    }
}
