// Counts what the calling thread allocates, in the program this is linked into.
#pragma once

long allocations_of_this_thread(void);
