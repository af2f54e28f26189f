// Probes whose operands are constants: `-4@$5`.
#define STAP_SDT_ARG_CONSTRAINT n
#include <sys/sdt.h>

#include "workload.h"

void fire_immediate(void) { STAP_PROBE3(workload, immediate, 5, -7, 4294967295U); }
