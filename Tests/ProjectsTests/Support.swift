internal import Foundation
internal import Orchestration
internal import Projects

/// The repository's root, found from this file.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The folder of the sample project.
let sampleFolder = repository.appendingPathComponent("SampleData/retention").path

/// The sample project's files, its models by name only.
func sampleFiles() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for folder in ["", "workflows/", "templates/"] {
        let path = "\(sampleFolder)/\(folder)"
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasSuffix(".yaml") {
            let data = try Data(contentsOf: URL(fileURLWithPath: path + name))
            files[folder + name] = Array(data)
        }
    }
    for model in ["churn-logistic", "churn-xgboost", "customer-value"] {
        files["models/\(model).json"] = []
    }
    return files
}

/// A small sound project that tests spoil in one place at a time.
enum Small {
    static let project = """
        project: small
        constants: { limit: 0.5, window: 7d }
        models:
          churn: { logistic: models/churn.json }
          scribe: { openai: { url: "simulated:scribe", model: s } }
          choose:
            rules:
              first: { score: risk, output: { offer: tea, channel: email } }
        routes:
          churn: { targets: [churn] }
          writer: { targets: [scribe] }
          choose: { targets: [choose] }
        sources:
          orders: { event: order_completed, sla: 1m }
        channels:
          email: { file: outbox/email.jsonl }
        purposes:
          marketing: { needs_consent: true, cap: 3, window: 7d }
        segments:
          lapsed: profile.away > 30
        alerts:
          errors: { watch: model_errors, over: 0.2, severity: critical }
        """

    static let workflow = """
        workflow: keep
        trigger: { event: order_completed }
        subject: event.customer
        steps:
          profile: { update: profile }
          churn: { call: churn, with: profile.features }
          action: { call: choose, with: { risk: churn.probability }, when: churn.probability > constants.limit }
          copy: { write: hello, route: writer, with: [profile.first_name] }
          message: { send: copy, by: action.channel, purpose: marketing }
          outcome: { wait: order_completed, within: constants.window, after: message }
        """

    static let template = """
        template: hello
        body: "Hello {{first_name}}. {{sentence}}"
        prompt: "Greet {{first_name}}."
        plain: Good to see you.
        """

    /// Its files, after replacing one text by another in whichever file has it.
    static func files(_ old: String = "", _ new: String = "") -> [String: [UInt8]] {
        let texts = [
            "podium.yaml": project, "workflows/keep.yaml": workflow,
            "templates/hello.yaml": template,
        ]
        var files = texts.mapValues { text in
            Array((old.isEmpty ? text : text.replacing(old, with: new)).utf8)
        }
        files["models/churn.json"] = []
        return files
    }

    /// What reading it says, after that replacement.
    static func report(_ old: String, _ new: String) -> String {
        ProjectReader.read(files: files(old, new)).problems.report
    }
}
