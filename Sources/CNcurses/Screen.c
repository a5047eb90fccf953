// Screen and terminfo: the only file that sees curses.h.
#include "CNcurses.h"
#include "Private.h"
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
// Last: it defines `columns`, `lines` and other common words as macros.
#include <term.h>

static SCREEN *screen;
static FILE *from, *to;

static FILE *stream(int descriptor, const char *mode) {
    int copy = dup(descriptor);
    if (copy < 0) return NULL;
    FILE *file = fdopen(copy, mode);
    if (!file) close(copy);
    return file;
}

static void forget(void) {
    if (screen) delscreen(screen);
    screen = NULL;
    if (from) fclose(from);
    if (to) fclose(to);
    from = to = NULL;
}

static void raw_modes(void) {
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    curs_set(0);
    refresh();
}

int podium_open(const char *term, int input, int output) {
    if (!isatty(input) || !isatty(output)) return PODIUM_NOT_A_TERMINAL;
    setlocale(LC_CTYPE, "");
    podium_remember(output);
    from = stream(input, "r");
    to = stream(output, "w");
    // Its default of a second would be felt by whoever presses escape.
    set_escdelay(25);
    screen = from && to ? newterm(term, to, from) : NULL;
    if (!screen) {
        forget();
        podium_give_back();
        return PODIUM_UNKNOWN_TERM;
    }
    raw_modes();
    return PODIUM_OPENED;
}

bool podium_knows(const char *term) {
    // An entry that is read here becomes the current one: the screen's own is put back.
    TERMINAL *before = cur_term;
    int found = 0;
    bool is_known = setupterm(term, STDOUT_FILENO, &found) == OK || found == 1;
    if (cur_term && cur_term != before) del_curterm(cur_term);
    set_curterm(before);
    return is_known;
}

void podium_leave(void) {
    if (!screen) return;
    endwin();
    // Whatever ncurses thinks it found: this is what we found.
    podium_give_back();
}

void podium_enter(void) {
    if (screen) raw_modes();
}

void podium_close(void) {
    podium_leave();
    forget();
}

bool podium_size(int *width, int *height) {
    struct winsize size;
    if (!to || ioctl(fileno(to), TIOCGWINSZ, &size) != 0) return false;
    if (size.ws_col == 0 || size.ws_row == 0) return false;
    if (is_term_resized(size.ws_row, size.ws_col)) resizeterm(size.ws_row, size.ws_col);
    *width = size.ws_col;
    *height = size.ws_row;
    return true;
}

bool podium_flag(const char *name) { return screen && tigetflag(name) > 0; }

int podium_number(const char *name) {
    int number = screen ? tigetnum(name) : -1;
    return number < 0 ? -1 : number;
}

static size_t copied(const char *text, char *into, size_t room) {
    if (!text || text == (char *)-1) return 0;
    size_t length = strlen(text);
    if (length > room) return 0;
    memcpy(into, text, length);
    return length;
}

size_t podium_string(const char *name, char *into, size_t room) {
    return screen ? copied(tigetstr(name), into, room) : 0;
}

size_t podium_cursor_address(int row, int column, char *into, size_t room) {
    if (!screen) return 0;
    char *address = tigetstr("cup");
    if (!address || address == (char *)-1) return 0;
    return copied(tiparm(address, row, column), into, room);
}

bool podium_locale_is_utf8(void) {
    setlocale(LC_CTYPE, "");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
