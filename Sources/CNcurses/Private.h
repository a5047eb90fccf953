// Shared by the C files of this target alone.
#pragma once
#include <stdbool.h>

/// Writes the restore sequence and gives back modes and standard error. Safe in a signal handler.
void podium_restore_now(void);
/// As podium_stderr_release, with calls that a signal handler may make.
void podium_stderr_release_now(void);

/// Notes the modes of a terminal before anything changes them.
void podium_remember(int output);
/// Sets the modes that were noted.
void podium_give_back(void);
