#ifndef PODIUM_CCHILD_H
#define PODIUM_CCHILD_H

/// A started program, seen from the one that started it.
struct podium_child {
    int pid;
    /// Written to; its standard input.
    int input;
    /// Read from without blocking; its standard output and error.
    int output, error;
    /// Held open for as long as it may live: its descriptor 3 reads the end of this.
    int guard;
};

/// Starts a program in a session of its own, in a folder, with four descriptors and no other.
///
/// Both lists end with a null. Answers 0, or errno; then nothing was started.
int podium_child_start(char *const *words, char *const *environment, const char *folder,
                       struct podium_child *child);

/// A descriptor that can be written to make a poll return; -1 where there is none left.
int podium_child_bell(void);

/// Has at most so many separate heaps; before the first thread is started.
void podium_limit_arenas(int most);

/// What has been asked of malloc and not been freed, in bytes, with malloc's own words beside it.
unsigned long podium_heap_bytes(void);

#endif
