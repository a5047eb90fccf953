import Testing

@testable import Orchestration

@Suite struct `Metrics as text` {
    private var cards: [ModelCard] {
        [
            ModelCard(
                name: "scribe",
                kind: .openAI(
                    url: "https://key:secret@api.example.com:8443/v1?x=1",
                    model: "scribe-large",
                    keyVariable: nil
                ),
                version: "1",
                prices: PriceList([.init(from: .epoch, input: 3, output: 15)])
            ), ModelCard(name: "churn", kind: .rules([]), version: "1"),
        ]
    }

    private func totals() -> CallTotals {
        var totals = CallTotals()
        var sample = MetricSample(.answered, took: .milliseconds(900))
        sample.firstToken = .milliseconds(100)
        sample.tokensIn = 60
        sample.tokensOut = 41
        sample.cost = .micros(800)
        totals.record(sample, model: "scribe", route: "copy", served: "scribe-large-2026")
        totals.record(
            MetricSample(.failed(.timeout), took: .seconds(4)),
            model: "scribe",
            route: "copy",
            served: ""
        )
        totals.record(
            MetricSample(.answered, took: .microseconds(90)),
            model: "churn",
            route: "churn",
            served: ""
        )
        totals.record(run: MetricSample(.runFailed, took: .seconds(200)), of: "retention")
        return totals
    }

    @Test func `use the names of OpenTelemetry's GenAI conventions`() throws {
        let page = try PrometheusPage(Exposition.prometheus.text(totals().families(of: cards)))
        #expect(
            page.families.keys.sorted() == [
                "gen_ai_client_operation_duration_seconds",
                "gen_ai_client_operation_time_to_first_chunk_seconds", "gen_ai_client_token_usage",
                "gen_ai_workflow_duration_seconds", "podium_model_call_duration_seconds",
                "podium_model_cost_total", "podium_model_time_per_output_token_seconds",
            ]
        )
        let count = "gen_ai_client_operation_duration_seconds_count"
        let answered = try #require(
            page.samples.first { $0.name == count && $0.labels["error_type"] == nil }
        )
        #expect(
            answered.labels == [
                "gen_ai_operation_name": "chat", "gen_ai_provider_name": "openai",
                "gen_ai_request_model": "scribe-large",
                "gen_ai_response_model": "scribe-large-2026",
                "server_address": "api.example.com", "server_port": "8443",
                "podium_model": "scribe", "podium_route": "copy",
            ]
        )
        #expect(page.samples.contains { $0.name == count && $0.labels["error_type"] == "timeout" })
        let tokens = page.samples.filter { $0.name == "gen_ai_client_token_usage_sum" }
        #expect(tokens.map { $0.labels["gen_ai_token_type"] } == ["input", "output"])
        #expect(tokens.map(\.value) == [60, 41])
        let cost = page.samples.filter { $0.name == "podium_model_cost_total" }
        #expect(cost.first?.value == 0.0008)
    }

    @Test func `count each bucket with all below it`() throws {
        let page = try PrometheusPage(Exposition.prometheus.text(totals().families(of: cards)))
        let buckets = page.samples.filter {
            $0.name == "gen_ai_client_operation_duration_seconds_bucket"
                && $0.labels["error_type"] == nil
        }
        #expect(buckets.map { $0.labels["le"] }.prefix(3) == ["0.01", "0.02", "0.04"])
        #expect(buckets.map { $0.labels["le"] }.suffix(2) == ["81.92", "+Inf"])
        // 900 ms lies between 0.64 and 1.28.
        #expect(buckets.map(\.value) == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
    }

    @Test(arguments: [
        "plain", "a\"b", "a\\b", "two\nlines", "\\n", "ü", "{le=\"1\"}", "\u{1B}[31m",
    ])
    func `bring any label value back`(text: String) throws {
        let family = MetricFamily("x", .gauge, "h\\e\nlp", numbers: [([("a", text)], 1)])
        let page = try PrometheusPage(Exposition.prometheus.text([family]))
        #expect(page.samples.first?.labels == ["a": text])
        #expect(page.families["x"] == "gauge")
    }

    @Test func `have the trace of a call beside its bucket where OpenMetrics is asked for`() throws
    {
        var totals = CallTotals()
        let key = CallTotals.Key(model: "scribe", route: "copy", served: "", failure: nil)
        let trace = TraceContext(of: "3-7", salt: 1)
        var sample = MetricSample(.answered, took: .milliseconds(900))
        sample.cost = .micros(800)
        totals.record(
            MetricPoint(sample),
            at: totals.place(of: key),
            of: trace,
            at: Instant(milliseconds: 1_500)
        )
        let families = totals.families(of: cards)
        let text = Exposition(accepting: "application/openmetrics-text; version=1.0.0").text(
            families
        )
        let exemplar = " 1 # {trace_id=\"\(trace.traceText)\"} 0.9 1.500\n"
        #expect(text.contains(#"le="1.28"}"# + exemplar))
        // A bucket that only counts those below it has none.
        #expect(text.contains(#"le="2.56"} 1"# + "\n"))
        #expect(text.contains("# TYPE podium_model_cost counter\npodium_model_cost_total{"))
        #expect(text.hasSuffix("# EOF\n"))
        let plain = Exposition(accepting: "text/plain").text(families)
        #expect(!plain.contains("trace_id") && !plain.contains("EOF"))
        #expect(plain.contains("# TYPE podium_model_cost_total counter"))
    }

    @Test func `leave out what is unknown, and families of nothing`() {
        let family = MetricFamily("x", .gauge, "x", numbers: [([], nil)])
        #expect(Exposition.prometheus.text([family]) == "")
        #expect(CallTotals().families(of: cards).allSatisfy { $0.samples.isEmpty })
    }

    @Test func `hold a snapshot without saying anything of a customer`() throws {
        var snapshot = Snapshot()
        var model = ModelRow()
        model.name = "churn"
        model.drift = 0.31
        var feedback = FeedbackRow()
        feedback.rule = "churned"
        feedback.model = "churn"
        feedback.area = 0.7
        model.feedback = [feedback]
        var judged = JudgeRow()
        (judged.version, judged.mean, judged.scores) = ("rubric-3", 0.75, 12)
        let few = Agreement(bothGood: 2, onlyRated: 0, onlyJudged: 0, bothBad: 1)
        judged.agreements = [AgreementRow(few, version: "rubric-3")]
        model.judged = judged
        snapshot.models = [model]
        var run = RunRow()
        run.subject = "ada@example.com"
        snapshot.watched = [run]
        let text = Exposition.prometheus.text(snapshot.families)
        let page = try PrometheusPage(text)
        #expect(page.samples.first { $0.name == "podium_outcome_auc" }?.value == 0.7)
        #expect(page.samples.first { $0.name == "podium_model_drift_psi" }?.value == 0.31)
        #expect(page.samples.first { $0.name == "podium_judge_score_mean" }?.value == 0.75)
        #expect(page.samples.first { $0.name == "podium_judge_rated" }?.value == 3)
        #expect(!page.samples.contains { $0.name == "podium_judge_kappa" }, "three are too few")
        #expect(!text.contains("ada"))
    }

    @Test func `stay few, whatever names a provider gives`() {
        var totals = CallTotals()
        for number in 0..<5000 {
            totals.record(
                MetricSample(.answered, took: .seconds(1)),
                model: "scribe",
                route: "copy",
                served: "m\(number)"
            )
        }
        #expect((totals.calls.first?.series.count ?? 0) <= CallTotals.seriesMax + 1)
    }
}

/// A strict reader of the exposition format: whatever it does not know is an error.
private struct PrometheusPage {
    struct Sample {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Wrong: Error { let line: String }

    /// Kinds by name.
    var families: [String: String] = [:]
    var samples: [Sample] = []

    init(_ text: String) throws {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Wrong(line: "the end") }
        var seen: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") { continue }
            if let match = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                guard families.updateValue(String(match.2), forKey: String(match.1)) == nil else {
                    throw Wrong(line: String(line))
                }
                continue
            }
            let sample = try Self.sample(String(line))
            let base = sample.name.replacing(/_(bucket|sum|count)$/, with: "")
            let key = "\(sample.name) \(sample.labels.sorted { $0.key < $1.key })"
            guard families[sample.name] != nil || families[base] == "histogram",
                seen.insert(key).inserted
            else { throw Wrong(line: String(line)) }
            samples.append(sample)
        }
    }

    private static func sample(_ line: String) throws -> Sample {
        guard let match = line.wholeMatch(of: /([a-z_]+)(?:\{(.*)\})? (\S+)/) else {
            throw Wrong(line: line)
        }
        let number = String(match.3) == "+Inf" ? Double.infinity : Double(match.3)
        guard let number else { throw Wrong(line: line) }
        return Sample(
            name: String(match.1),
            labels: try labels(String(match.2 ?? "")),
            value: number
        )
    }

    private static func labels(_ text: String) throws -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text[...]
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /([a-z_]+)="((?:[^"\\]|\\.)*)",?/) else {
                throw Wrong(line: text)
            }
            guard labels.updateValue(plain(String(match.2)), forKey: String(match.1)) == nil else {
                throw Wrong(line: text)
            }
            rest = rest[match.range.upperBound...]
        }
        return labels
    }

    private static func plain(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                result.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
