internal import Hummingbird
internal import Orchestration

/// `GET /metrics`: figures for scrapers, without a customer's name in them.
struct MetricsRoute: Sendable {
    static let path = "/metrics"

    let control: any ControlPlane

    func add(to router: Router<BasicRequestContext>) {
        router.get(RouterPath(Self.path)) { _, _ in
            do {
                let text = try await control.exposition()
                return Response(
                    status: .ok,
                    headers: [.contentType: Exposition.type],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: text))
                )
            } catch {
                throw HTTPError(.serviceUnavailable, message: "\(error)")
            }
        }
    }
}
