#include "ServerProbes.h"

#include <sys/sdt.h>

void server_request_start(long number, const char *path, long bytes) {
    STAP_PROBE3(server, request__start, number, path, bytes);
}

void server_request_done(long number, int status) { STAP_PROBE2(server, request__done, number, status); }
