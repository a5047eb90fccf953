/// ncurses behind a narrow door: its header, globals and macros stay in this target.
///
/// One terminal per process, as ncurses has it. Everything but the signal handlers runs on one
/// thread, the user interface's; the header says so where it is otherwise.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Screen

enum podium_open_result { PODIUM_OPENED, PODIUM_NOT_A_TERMINAL, PODIUM_UNKNOWN_TERM };

/// Saves the terminal's modes, enters the alternate screen in raw mode, hides the cursor.
int podium_open(const char *term, int input, int output);
/// Whether terminfo has an entry of that name here; needs no open screen, and opens none.
bool podium_knows(const char *term);
/// Leaves the alternate screen and gives back the saved modes; harmless when not open.
void podium_close(void);
/// Leaves as podium_close does, to come back with podium_enter.
void podium_leave(void);
void podium_enter(void);
/// Tells ncurses and the caller how large the terminal is now; false when it does not say.
bool podium_size(int *columns, int *rows);

// MARK: What the terminal can do, from terminfo

bool podium_flag(const char *name);
/// -1 when terminfo does not say.
int podium_number(const char *name);
/// Copies a string capability and returns its length; 0 when there is none or no room.
size_t podium_string(const char *name, char *into, size_t room);
/// The sequence that places the cursor, 0-based.
size_t podium_cursor_address(int row, int column, char *into, size_t room);
/// Whether the locale of the environment writes UTF-8.
bool podium_locale_is_utf8(void);

// MARK: Signals

enum podium_signal {
    PODIUM_RESIZED = 1,
    PODIUM_TERMINATE = 2,
    PODIUM_HANGUP = 4,
    PODIUM_INTERRUPT = 8,
    PODIUM_STOP = 16,
    PODIUM_CONTINUED = 32
};

/// Handlers that note the signal and write to `wake`, an eventfd. A second request to end while
/// the first is not taken restores the terminal in the handler and ends the process.
void podium_signals_install(int wake);
/// The signals noted since the last call, as a set. Safe from any thread.
int podium_signals_take(void);
void podium_signals_remove(void);
/// Stops the whole process group as Ctrl-Z in a shell does; returns when continued.
void podium_stop_group(int wake);
/// Whether this process may use the terminal: after `bg` it may not. True where that is unknown.
int podium_is_foreground(int terminal);
/// Ends the process by a signal, so that its parent sees which.
void podium_end_by(int signal);

// MARK: Crashes

/// Restores the terminal on SEGV, ABRT, BUS, ILL, TRAP and FPE, then lets the crash go on with
/// the handlers of before. `restore` is what leaves every mode that was entered.
void podium_crash_arm(const char *restore, size_t length);
void podium_crash_disarm(void);
/// Whether a crash has given the terminal back already; nothing may be drawn then.
bool podium_is_over(void);
/// Gives the calling thread a stack for its crash handler: its own may be the reason.
void podium_alternate_stack(void);
/// Starts the program again with SWIFT_BACKTRACE=interactive=no, once; else a crash on a
/// terminal waits 30 seconds for a key. Returns when nothing needed to be done.
void podium_quiet_backtraces(char **arguments);

// MARK: Standard error

/// Catches what is written to standard error while the screen is up; false when it is no terminal.
bool podium_stderr_capture(void);
/// Puts standard error back and writes the last part of what was caught to it.
void podium_stderr_release(void);

// MARK: Descriptors

/// A descriptor that wakes a poll when written; -1 on failure.
int podium_eventfd(void);
/// A pair of pseudo-terminal ends, for tests; false on failure.
bool podium_pseudo_terminal(int columns, int rows, int *outer, int *inner);
/// Resizes the pseudo-terminal of either end.
bool podium_resize(int descriptor, int columns, int rows);
