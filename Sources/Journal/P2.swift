internal import GRDB
enum P2 {}
