internal import Hummingbird
internal import Orchestration

/// What is sent where an answer cannot be, as RFC 9457 has it.
struct Problem: Codable {
    static let type = "application/problem+json"

    /// No page explains our problems: the title says what the status does.
    var type = "about:blank"
    let title: String
    let status: Int
    /// What happened, why, and what to do next.
    let detail: String

    init(_ status: HTTPResponse.Status, _ detail: String) {
        title = status.reasonPhrase
        self.status = status.code
        self.detail = detail
    }

    /// The problem as an answer.
    var response: Response {
        Response(
            status: HTTPResponse.Status(code: status, reasonPhrase: title),
            headers: [.contentType: Self.type],
            body: ResponseBody(
                byteBuffer: ByteBuffer(bytes: (try? Wire.bytes(of: self)) ?? [])
            )
        )
    }
}

/// Answers with a problem whatever went wrong further in, an unknown path among it.
struct Problems: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError {
            let nothing = "\(request.method) \(request.uri.path) is nothing that can be asked here."
            return Problem(error.status, error.body ?? nothing).response
        } catch {
            return Problem(.internalServerError, "\(error)").response
        }
    }
}
