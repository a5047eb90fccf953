#pragma once
int podium_ncurses_version(void);
