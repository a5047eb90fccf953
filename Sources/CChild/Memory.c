#include "CChild.h"

#include <malloc.h>

void podium_limit_arenas(int most) { mallopt(M_ARENA_MAX, most); }
