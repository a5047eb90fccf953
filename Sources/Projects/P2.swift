internal import Yams
enum P2 {}
