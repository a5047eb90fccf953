internal import ArgumentParser
internal import Engine
internal import Foundation
internal import Gateway
internal import Notices
internal import Orchestration

/// Ways out of a running engine: its socket, and what else was asked for.
struct OutletOptions: ParsableArguments {
    @Option(help: "Serve /metrics for Prometheus on this port of the loopback interface.")
    var metricsPort: Int?

    @Option(
        help: "Send traces to this OTLP/HTTP collector; or OTEL_EXPORTER_OTLP_ENDPOINT."
    )
    var otlp: String?

    func validate() throws {
        if let metricsPort, !(1...65_535).contains(metricsPort) {
            throw ValidationError("--metrics-port is a port from 1 to 65535.")
        }
        if let otlp, !otlp.hasPrefix("http://"), !otlp.hasPrefix("https://") {
            throw ValidationError("--otlp is an http:// or https:// address.")
        }
    }

    private var collector: String? {
        let named = otlp ?? ProcessInfo.processInfo.environment["OTEL_EXPORTER_OTLP_ENDPOINT"]
        return named.flatMap { $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil }
    }

    /// Collects the spans of the engine on that journal; nil where nobody wants any.
    func tracer(data: String) -> Tracer? {
        collector == nil ? nil : Tracer(salt: Self.salt(data: data))
    }

    /// Tells the runs of this journal from those of others.
    private static func salt(data: String) -> UInt64 {
        let place = ProcessInfo.processInfo.hostName + ":" + URL(fileURLWithPath: data).path
        return place.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// Opens what was asked for.
    /// - Throws: A complaint where the port cannot be had: who asked for it would scrape nothing.
    func open(_ assembly: Assembly, in data: String, _ tracer: Tracer?) async throws -> Outlets {
        var metrics: MetricsServer?
        if let metricsPort {
            do throws(GatewayError) {
                metrics = try await MetricsServer.open(assembly.control, port: metricsPort)
            } catch {
                await assembly.stop()
                throw Complaint("\(error)")
            }
        }
        var traces: Outlets.Traces?
        if let collector, let tracer {
            let exporter = SpanExporter(to: collector, version: Version.text)
            let sending = Task { await exporter.run { tracer.take($0) } }
            traces = Outlets.Traces(tracer: tracer, exporter: exporter, sending: sending)
        }
        return Outlets(
            gateway: await assembly.openGateway(in: data),
            metrics: metrics,
            traces: traces,
            lineage: lineage(of: assembly, in: data)
        )
    }

    private func lineage(of assembly: Assembly, in data: String) -> Outlets.Lineage? {
        guard let log = assembly.lineage, let target = assembly.project.lineage else { return nil }
        let sender = LineageSender(
            to: target,
            in: data,
            version: Version.text,
            salt: Self.salt(data: data),
            environment: ProcessInfo.processInfo.environment
        )
        let sending = Task { await sender.run { log.take($0) } }
        return Outlets.Lineage(log: log, sender: sender, sending: sending)
    }
}

/// What is open.
struct Outlets: Sendable {
    let gateway: GatewayServer?
    let metrics: MetricsServer?
    let traces: Traces?
    let lineage: Lineage?

    /// Spans on their way to a collector.
    struct Traces: Sendable {
        let tracer: Tracer
        let exporter: SpanExporter
        let sending: Task<Void, Never>
    }

    /// Lineage events on their way.
    struct Lineage: Sendable {
        let log: LineageLog
        let sender: LineageSender
        let sending: Task<Void, Never>

        func close() async {
            sending.cancel()
            await sending.value
            await sender.close { log.take($0) }
        }
    }

    func close() async {
        await metrics?.stop()
        await gateway?.stop()
        await lineage?.close()
        guard let traces else { return }
        traces.sending.cancel()
        await traces.sending.value
        await traces.exporter.close { traces.tracer.take($0) }
    }
}
