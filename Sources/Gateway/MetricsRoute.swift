internal import Hummingbird
internal import Orchestration

/// `GET /metrics`: figures for scrapers, without a customer's name in them.
struct MetricsRoute: Sendable {
    static let path = "/metrics"

    let control: any ControlPlane

    func add(to router: Router<BasicRequestContext>) {
        router.get(RouterPath(Self.path)) { request, _ in
            let format = Exposition(accepting: request.headers[.accept] ?? "")
            do {
                let text = try await control.exposition(format)
                return Response(
                    status: .ok,
                    headers: [.contentType: format.type],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: text))
                )
            } catch {
                throw HTTPError(.serviceUnavailable, message: "\(error)")
            }
        }
    }
}
