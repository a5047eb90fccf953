#include "CNcurses.h"
#define NCURSES_WIDECHAR 1
#include <curses.h>
int podium_ncurses_version(void) { return NCURSES_VERSION_PATCH; }
