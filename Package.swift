// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled alike: strict concurrency, explicit existentials, imports internal
/// unless said otherwise, and no warning survives.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "podium",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "podium", targets: ["podium"])],
    dependencies: [
        // Commands, their help, completions and man page: the standard parser, never our own.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SQLite with migrations and cached statements; `synchronous=FULL` is asserted on top.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // YAML with line and column of every node, which our diagnostics live on.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Deques, heaps and ordered maps with proven complexity.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // Latency percentiles that merge and never average.
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        // Model calls over HTTP/1.1 and TLS with streaming bodies.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // The gateway's server, and the demo's scripted provider: the client meets real HTTP.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        // The shared core: values and decisions. No clock, randomness, I/O or actor enters.
        .target(name: "Orchestration", swiftSettings: strict),
        // Cells, grids, layout, width, roles. Knows no terminal.
        .target(name: "Screen", swiftSettings: strict),
        // SHA-256 by libmd, so that no hash is hand-written and no TLS library is built for one.
        .systemLibrary(
            name: "CDigest",
            pkgConfig: "libmd",
            providers: [.apt(["libmd-dev"])]
        ),
        .target(name: "Digest", dependencies: ["CDigest"], swiftSettings: strict),
        // Deflates the moments a console can go back to; NIO links it already.
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        // Reads a project folder into core values; every complaint has file:line:column.
        .target(
            name: "Projects",
            dependencies: ["Orchestration", "Digest", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict
        ),
        // The only code that knows SQL.
        .target(
            name: "Journal",
            dependencies: [
                "Orchestration", "Digest", .product(name: "GRDB", package: "GRDB.swift"),
                // Bytes are bound to and read from GRDB's statements without boxing.
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        // What glibc keeps from Swift of processes, children and their memory: no policy.
        .target(name: "CChild"),
        // Models: local evaluation, the wire protocols and programs. A vendor's JSON stops here.
        .target(
            name: "Inference",
            dependencies: [
                "Orchestration", "CChild",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        // Ways to a customer, each idempotent by key.
        .target(
            name: "Channels",
            dependencies: [
                "Orchestration", .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        // What other systems are told: alerts by webhook and command, traces by OTLP.
        .target(
            name: "Notices",
            dependencies: [
                "Orchestration", .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        // The actors: perform the core's commands and feed facts back.
        .target(
            name: "Engine",
            dependencies: [
                "Orchestration", "Journal", "Inference", "Channels", "Projects", "Digest",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: strict
        ),
        // Stands in for the world in demos, drills and tests: scripted providers and feeds.
        .target(
            name: "Rehearsal",
            dependencies: ["Orchestration", .product(name: "Hummingbird", package: "hummingbird")],
            swiftSettings: strict
        ),
        // The control plane over HTTP on a Unix socket, and its client.
        .target(
            name: "Gateway",
            dependencies: [
                "Orchestration", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        // Panes: state, update, view; the command registry. Values only.
        .target(name: "Console", dependencies: ["Orchestration", "Screen"], swiftSettings: strict),
        .target(
            name: "CNcurses",
            cSettings: [.define("_DEFAULT_SOURCE"), .define("_XOPEN_SOURCE", to: "700")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]
        ),
        // ncurses: keys in, changed cells out.
        .target(name: "Terminal", dependencies: ["Screen", "CNcurses"], swiftSettings: strict),
        // Commands; wires everything together.
        .executableTarget(
            name: "podium",
            dependencies: [
                "Orchestration", "Engine", "Console", "Terminal", "Projects", "Journal",
                "Inference", "Channels", "Screen", "Rehearsal", "Gateway", "Notices", "CChild",
                "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OrchestrationTests",
            dependencies: ["Orchestration"],
            // Read from the sources' folder, as are all files below that tests hold things against.
            exclude: ["Customers/Vectors", "Monitoring/Vectors"],
            swiftSettings: strict
        ),
        .testTarget(name: "ScreenTests", dependencies: ["Screen"], swiftSettings: strict),
        .testTarget(
            name: "ProjectsTests",
            dependencies: ["Projects", "Orchestration"],
            exclude: ["Problems", "workflow-schema.json"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Journal", "Orchestration"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "InferenceTests",
            dependencies: ["Inference", "Orchestration", "Rehearsal"],
            exclude: [
                "Real/install.sh", "Real/serve.py", "Real/tabular.py", "Subprocess/model.py",
                "Writing/smollm2-135m-sentences.txt",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RehearsalTests",
            dependencies: ["Rehearsal", "Orchestration"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ChannelsTests",
            dependencies: ["Channels", "Rehearsal", "Orchestration"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "NoticesTests",
            dependencies: ["Notices", "Rehearsal", "Orchestration"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway", "Orchestration",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Journal", "Projects", "Channels", "Inference", "Orchestration",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConsoleTests",
            // With the painter, which turns a hostile screen into the bytes a terminal would get.
            dependencies: ["Console", "Screen", "Orchestration", "Terminal"],
            exclude: ["Screens"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TerminalTests",
            dependencies: ["Terminal", "Screen"],
            swiftSettings: strict
        ),
        // The whole system in simulated time.
        .testTarget(
            name: "Simulation",
            dependencies: ["Engine", "Journal", "Channels", "Inference", "Orchestration"],
            path: "Tests/Simulation",
            swiftSettings: strict
        ),
        // Real days through the whole sample project, wired as the binary wires it.
        .testTarget(
            name: "ReplayTests",
            dependencies: [
                "podium", "Engine", "Journal", "Projects", "Rehearsal", "Orchestration",
                "Console",
            ],
            path: "Tests/Replay",
            swiftSettings: strict
        ),
        // The real binary in a real terminal.
        .testTarget(
            name: "Stories",
            dependencies: [
                "podium",
                // The journal that a killed program leaves behind is read as the next one reads it.
                "Journal", "Orchestration", .product(name: "GRDBSQLite", package: "GRDB.swift"),
                // The registry names the twin of every screen: none can be forgotten.
                "Console",
            ],
            path: "Tests/Stories",
            swiftSettings: strict
        ),
    ]
)
