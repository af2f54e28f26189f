// The statically defined probes of the server workload.
#pragma once

/// `server:request-start`: the number of the request, its path, and the bytes that come with it.
void server_request_start(long number, const char *path, long bytes);

/// `server:request-done`: the number of the request and the status it was answered with.
void server_request_done(long number, int status);
