import Channels
import Foundation
import Inference
import Journal
import Orchestration
import Synchronization

@testable import Engine

/// A whole system in simulated time: real engine, real journal, real sender; a seeded outside.
///
/// One thread drives it: it lets something happen, lets the schedule do some jobs, and goes on.
final class SimulatedWorld {
    let seed: UInt64
    let shape: Shape
    let customers: Customers
    let schedule = Schedule.current
    var random: SplitMix
    private(set) var machine: Machine
    /// What was answered for each event that was brought in; nil while nothing was.
    let answers = Answers()
    private var orders = 0
    private var payments = 0
    private var requests = 0
    /// How often the process died.
    private(set) var crashes = 0
    /// How often a history was closed and gone on with.
    var rollOvers = 0
    /// What is not as it must be, found on the way.
    private(set) var found: [String] = []
    private let folder: URL
    /// A dead process's memory is not tidied up either: what sleeps in it never wakes.
    private var graves: [Machine] = []
    /// Every process there was, the newest last.
    var lives: [Machine] { graves + [machine] }

    /// The answers to events, by id.
    final class Answers: Sendable {
        private let table = Mutex<[String: [Admission]]>([:])
        func note(_ id: String, _ admission: Admission) {
            Voyage.note("\(id) is answered \(admission)")
            table.withLock { $0[id, default: []].append(admission) }
        }
        var all: [String: [Admission]] { table.withLock { $0 } }
    }

    init(seed: UInt64, in folder: URL) throws {
        self.seed = seed
        shape = Shape(seed: seed)
        self.folder = folder
        random = SplitMix(seed: seed)
        schedule.begin(seed: seed ^ 0x5EED)
        customers = Customers(seed: seed)
        machine = try Machine(
            at: folder.appending(path: "0").path,
            .epoch + .seconds(86_400),
            customers,
            shape,
            seed
        )
        try start()
    }

    var engine: Engine { machine.engine }
    var journal: Journal { machine.journal }
    var time: ManualTime { machine.time }
    var disk: SimulatedDisk { machine.disk }

    /// Starts the engine; where that fails the process ends, and is started again.
    private func start() throws {
        let engine = engine
        do {
            try schedule.run {
                try await engine.start()
            } stalled: { [disk] in
                disk.goOn()
                return disk.wreck == nil
            }
            Voyage.note("started")
        } catch is Schedule.Stalled {
            guard let wreck = disk.wreck else { throw Stuck(what: "the engine does not start") }
            try crash(from: wreck)
        } catch let error as JournalError {
            Voyage.note("no start: \(error.headline)")
            try crash(from: disk.image())
        }
    }

    /// Something that must not be.
    struct Stuck: Error, CustomStringConvertible {
        let what: String
        var description: String { what }
    }
}

extension SimulatedWorld {
    /// One thing that happens, and some of what follows from it.
    func happen() throws {
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<6: order()
        case 6: payment()
        case 7: again()
        case 8: bring("bad-\(requests)", Array("{\"id\": \"bad\"".utf8))
        case 9..<13: time.advance(by: .milliseconds(Int64.random(in: 0...20_000, using: &random)))
        case 13: time.advance(by: .seconds(Int64.random(in: 0...7200, using: &random)))
        case 14: time.jump(to: time.now() - .seconds(Int64.random(in: 0...3600, using: &random)))
        case 15: machine.mishaps.finishAll()
        case 16..<19: try operate()
        case 19: try crash(from: disk.image())
        case 20:
            let kind = SimulatedDisk.Accident.allCases.randomElement(using: &random) ?? .torn
            disk.plan(kind, within: Int.random(in: 1...4, using: &random))
        case 21: disk.fill(Bool.random(using: &random))
        case 22: disk.goOn()
        default: try settle()
        }
        if Bool.random(using: &random) {
            try settle()
        } else {
            try work(atMost: Int.random(in: 0...40, using: &random))
        }
    }

    /// Lets jobs be done, and the machine die where an accident happened.
    private func work(atMost jobs: Int) throws {
        for _ in 0..<jobs {
            guard schedule.step() else { return }
            if let wreck = disk.wreck { try crash(from: wreck) }
        }
    }

    /// Lets jobs be done until none is left.
    func settle() throws {
        for _ in 0..<200_000 {
            guard schedule.step() else { return }
            if let wreck = disk.wreck { try crash(from: wreck) }
        }
        throw Stuck(what: "it never comes to rest")
    }

    private func order() {
        orders += 1
        bring("order-\(orders)", event("order-\(orders)", "order"))
    }

    private func payment() {
        payments += 1
        bring("payment-\(payments)", event("payment-\(payments)", "payment"))
    }

    /// The sender was not sure that it got through.
    private func again() {
        guard orders > 0 else { return }
        let id = "order-\(Int.random(in: 1...orders, using: &random))"
        bring(id, event(id, "order"))
    }

    private func event(_ id: String, _ type: String) -> [UInt8] {
        // The same id always names the same customer: a repeated event is the same event.
        let customer = "c\(id.utf8.reduce(0) { $0 + Int($1) } % 3)"
        return Array(
            """
            {"id":"\(id)","type":"\(type)","time":"1970-01-01T00:00:00Z","customer":"\(customer)"}
            """.utf8
        )
    }

    private func bring(_ id: String, _ bytes: [UInt8]) {
        let (engine, answers) = (engine, answers)
        Voyage.note("\(id) is brought in")
        Task { answers.note(id, await engine.submit(bytes)) }
    }

    private func operate() throws {
        requests += 1
        let id = RunID(
            "\(Int.random(in: 1...(crashes + 1), using: &random))-"
                + String(Int.random(in: 1...12, using: &random), radix: 32)
        )
        let actions: [Control.Action] = [
            .pauseRun(id), .resumeRun(id), .retry(id, step: nil), .retry(id, step: "send"),
            .skip(id, step: "score"), .skip(id, step: "paid"), .cancel(id),
            .pause(.workflow("welcome")), .resume(.workflow("welcome")),
            .pause(.everything), .resume(.everything), .pause(.route("r")), .resume(.route("r")),
            .pause(.source("orders")), .resume(.source("orders")),
            .throttle(.route("r"), Rate(1, per: .minute), until: nil),
            .throttle(
                .workflow("welcome"),
                Rate(2, per: .second),
                until: time.now() + .seconds(600)
            ),
            .throttle(.step(workflow: "welcome", step: "send"), Rate(3, per: .hour), until: nil),
            .throttle(.route("r"), nil, until: nil),
            .act(id, .prioritize(Int.random(in: -2...2, using: &random))), .act(id, .terminate),
            .act(id, .retryFrom(step: "score", input: nil)),
            .act(id, .retryFrom(step: "profile", input: nil)),
            .act(id, .retryFrom(step: "sub", input: nil)),
            .act(id, .retryFrom(step: "items", input: nil)),
            .act(id, .retryFrom(step: "send", input: nil)),
            .act(RunID("\(id.text).5"), .retryFrom(step: "tell", input: nil)),
            .cancel(RunID("\(id.text).5")),
            .act(id, .signal(name: "go", data: "7")), .act(id, .approve(step: nil, data: nil)),
            .act(id, .reject(step: nil, data: nil)),
            .act(id, .complete(step: "paid", output: "{\"arrived\": true}")),
        ]
        guard let action = actions.randomElement(using: &random) else { return }
        let order = Control.Order(
            action,
            actor: "dana",
            reason: "chance",
            // Now and then the same request comes twice: its first answer was lost.
            requestID: "request-\(Int.random(in: max(1, requests - 3)...requests, using: &random))"
        )
        let engine = engine
        Task { _ = await engine.perform(order) }
    }

    /// The process dies at whatever it was doing, and another takes its place.
    private func crash(from image: SimulatedDisk.Image) throws {
        crashes += 1
        Voyage.note("crash \(crashes)\(disk.wreck == nil ? "" : " by accident")")
        schedule.abandon()
        let dead = machine
        graves.append(dead)
        // Its clock was right, or is now: it may be set back as well.
        let later = Duration.seconds(Int64.random(in: -3600...600, using: &random))
        let path = folder.appending(path: "\(crashes)").path
        try image.file.write(to: URL(fileURLWithPath: path))
        try image.log.write(to: URL(fileURLWithPath: path + "-wal"))
        machine = try Machine(at: path, dead.time.now() + later, customers, shape, seed)
        try dead.bury()
        try start()
    }

    /// Leaves nothing behind.
    func end() throws {
        schedule.abandon()
        try machine.bury()
    }

    /// Nothing goes wrong any more, and time passes until nothing is left to happen.
    func comeToRest() throws {
        customers.calm()
        machine.mishaps.calm()
        disk.calm()
        try settle()
        let ends: [Control.Action] = [
            .resume(.workflow("welcome")), .resume(.route("r")), .resume(.everything),
            .resume(.source("orders")), .throttle(.route("r"), nil, until: nil),
            .throttle(.step(workflow: "welcome", step: "send"), nil, until: nil),
        ]
        for action in ends {
            let order = Control.Order(
                action,
                actor: "dana",
                reason: "the end",
                requestID: "end of \(action.commandLine)"
            )
            let engine = engine
            Task { _ = await engine.perform(order) }
        }
        try settle()
        // One run of a subject after the other, each with its whole wait; clocks may have been
        // set back by hours.
        for _ in 0..<60 {
            time.advance(by: .seconds(901))
            try settle()
        }
    }
}
