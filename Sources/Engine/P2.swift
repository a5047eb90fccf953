internal import Histogram
internal import HeapModule
internal import DequeModule
enum P2 {}
