internal import ArgumentParser
internal import Foundation
internal import Orchestration

/// `podium eval`.
struct Eval: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluate an expression against a JSON value.",
        discussion: """
            Expressions are a subset of CEL, the Common Expression Language, with its semantics.
            The members of a JSON object become the names the expression sees; any other JSON value
            is seen as `this`.

            podium eval 'churn.probability >= 0.6' '{"churn": {"probability": 0.71}}'
            echo '{"n": 3}' | podium eval 'n * 2' -
            """
    )

    @Argument(help: "The expression.")
    var expression: String

    @Argument(help: "A JSON value, or - to read it from standard input.")
    var json: String = "{}"

    @Option(help: "Read the JSON value from a file.", completion: .file())
    var file: String?

    @Option(help: "json prints the value; typed prints {\"type\": …, \"value\": …}.")
    var format: Format = .json

    enum Format: String, ExpressibleByArgument, CaseIterable { case json, typed }

    func run() throws {
        do {
            let names = try Self.names(in: try input())
            let value = try Expression(parsing: expression).evaluate(with: names)
            print(format == .json ? value.json : typed(value))
        } catch let error as ExpressionError {
            throw Complaint("\(error.message)\n" + caret(error.offset))
        } catch let error as JSONError {
            throw Complaint("the value is no JSON: \(error.message)\n  at byte \(error.offset)")
        }
    }

    /// The arguments with everything that is no option behind `--`: an expression may begin with a
    /// minus, and would be taken for one.
    static func guarded(_ arguments: [String]) -> [String] {
        guard arguments.first == "eval" else { return arguments }
        var (options, texts) = ([String](), [String]())
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            switch argument {
            case "--":
                texts += rest
                rest = []
            case "--file", "--format":
                options += [argument] + (rest.popFirst().map { [$0] } ?? [])
            case "-h": options.append(argument)
            case _ where argument.wholeMatch(of: /--[a-z][a-z-]*(=.*)?/) != nil:
                options.append(argument)
            default: texts.append(argument)
            }
        }
        return ["eval"] + options + (texts.isEmpty ? [] : ["--"]) + texts
    }

    private func input() throws -> [UInt8] {
        if let file { return try GivenFile.bytes(of: file) }
        return json == "-"
            ? Array(FileHandle.standardInput.readDataToEndOfFile()) : Array(json.utf8)
    }

    static func names(in json: [UInt8]) throws -> [String: Value] {
        let value = try Value(json: json)
        guard case .map(let members) = value else { return ["this": value] }
        return Dictionary(
            members.compactMap { key, value in key.text.map { ($0, value) } },
            uniquingKeysWith: { _, last in last }
        )
    }

    private func typed(_ value: Value) -> String {
        Value.map(["type": .string(value.typeName), "value": value]).json
    }

    /// The expression with a caret under the place the error speaks of.
    private func caret(_ offset: Int?) -> String {
        guard let offset, !expression.contains("\n") else { return "  \(expression)" }
        let before = String(decoding: expression.utf8.prefix(offset), as: UTF8.self)
        return "  \(expression)\n  \(String(repeating: " ", count: before.count))^"
    }
}
