#include "CChild.h"

#include <malloc.h>

void podium_limit_arenas(int most) { mallopt(M_ARENA_MAX, most); }

unsigned long podium_heap_bytes(void)
{
    struct mallinfo2 all = mallinfo2();
    return all.uordblks + all.hblkhd;
}
