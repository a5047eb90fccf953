internal import AsyncHTTPClient
enum P2 {}
