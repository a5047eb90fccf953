internal import Orchestration

extension [String: Expression] {
    /// The answer map: what a card makes of a model's outputs, or the outputs themselves where it
    /// says nothing.
    /// - Throws: `badOutput`, with the field that cannot be had.
    func fields(from outputs: Orchestration.Value) throws(Failure) -> Orchestration.Value {
        guard !isEmpty else { return outputs }
        var fields: [Orchestration.Value: Orchestration.Value] = [:]
        for (name, expression) in self {
            do throws(ExpressionError) {
                fields[.string(name)] = try expression.evaluate(with: ["outputs": outputs])
            } catch {
                throw Failure(
                    .badOutput,
                    "`\(name)` cannot be had of the outputs: \(error.message)"
                )
            }
        }
        return .map(fields)
    }
}
