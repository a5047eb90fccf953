internal import Glibc

/// What a thread sleeps beside: one ring wakes it, also one that came before it lay down.
///
/// Not libdispatch's semaphore: that one sleeps by the wall's clock, and a clock set back by an hour
/// would let an alarm ring an hour late.
final class Bell: @unchecked Sendable {
    // Safe: the pointers never change, and what `hasRung` holds is read and written under the lock.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var hasRung = false

    init() {
        pthread_mutex_init(lock, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(lock)
        condition.deallocate()
        lock.deallocate()
    }

    func ring() {
        pthread_mutex_lock(lock)
        hasRung = true
        pthread_mutex_unlock(lock)
        pthread_cond_signal(condition)
    }

    /// Returns at the next ring.
    func wait() {
        pthread_mutex_lock(lock)
        while !hasRung { pthread_cond_wait(condition, lock) }
        hasRung = false
        pthread_mutex_unlock(lock)
    }

    /// Returns at the next ring, or after that time.
    func wait(_ duration: Duration) {
        var due = Self.moment(after: duration)
        pthread_mutex_lock(lock)
        while !hasRung, pthread_cond_timedwait(condition, lock, &due) == 0 {}
        hasRung = false
        pthread_mutex_unlock(lock)
    }

    /// A day at most: whoever sleeps looks again then.
    private static func moment(after duration: Duration) -> timespec {
        let rest = min(max(duration, .zero), .seconds(86_400)).components
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        // Rounded up, so as not to wake a moment too early and again.
        let nanoseconds = time.tv_nsec + Int(rest.attoseconds / 1_000_000_000) + 1
        time.tv_sec += Int(rest.seconds) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }
}
