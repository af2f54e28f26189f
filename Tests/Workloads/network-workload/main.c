// Exchanges over the loopback interface, in one process. Each prints the ports it used on standard output.
//   network-workload tcp SIZE      connects, sends SIZE bytes in one segment, closes: "client port, server port"
//   network-workload refused       connects to a port where nobody listens: "client port, that port"
//   network-workload udp COUNT SIZE  sends COUNT datagrams of SIZE bytes: "sending port, receiving port"
// A last argument 6 asks for IPv6.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int family = AF_INET;

static int port(int socket) {
    struct sockaddr_storage address;
    socklen_t size = sizeof address;
    getsockname(socket, (struct sockaddr *)&address, &size);
    return ntohs(family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                   : ((struct sockaddr_in6 *)&address)->sin6_port);
}

static socklen_t loopback(struct sockaddr_storage *storage, int port) {
    memset(storage, 0, sizeof *storage);
    if (family == AF_INET) {
        struct sockaddr_in *address = (struct sockaddr_in *)storage;
        address->sin_family = AF_INET;
        address->sin_port = htons(port);
        address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof *address;
    }
    struct sockaddr_in6 *address = (struct sockaddr_in6 *)storage;
    address->sin6_family = AF_INET6;
    address->sin6_port = htons(port);
    address->sin6_addr = in6addr_loopback;
    return sizeof *address;
}

static int bound(int type) {
    struct sockaddr_storage address;
    socklen_t size = loopback(&address, 0);
    int one = socket(family, type, 0);
    if (one < 0 || bind(one, (struct sockaddr *)&address, size) != 0) {
        perror("bind");
        exit(1);
    }
    return one;
}

static int connected(int one, int to) {
    struct sockaddr_storage address;
    socklen_t size = loopback(&address, to);
    return connect(one, (struct sockaddr *)&address, size);
}

static int tcp(int size) {
    char *data = calloc(1, size);
    int listener = bound(SOCK_STREAM), client = bound(SOCK_STREAM);
    if (listen(listener, 1) != 0 || connected(client, port(listener)) != 0) return 1;
    int server = accept(listener, NULL, NULL);
    printf("%d %d\n", port(client), port(listener));
    if (send(client, data, size, 0) != size || recv(server, data, size, MSG_WAITALL) != size) return 1;
    // The client closes first; the server answers when it has seen the end.
    shutdown(client, SHUT_WR);
    if (recv(server, data, 1, 0) != 0) return 1;
    close(server);
    if (recv(client, data, 1, 0) != 0) return 1;
    close(client);
    return 0;
}

static int refused(void) {
    int free_port = bound(SOCK_STREAM), client = bound(SOCK_STREAM);
    int number = port(free_port);
    close(free_port);
    printf("%d %d\n", port(client), number);
    return connected(client, number) == 0;
}

static int udp(int count, int size) {
    char *data = calloc(1, size);
    int sender = bound(SOCK_DGRAM), receiver = bound(SOCK_DGRAM);
    if (connected(sender, port(receiver)) != 0) return 1;
    printf("%d %d\n", port(sender), port(receiver));
    for (int i = 0; i < count; i++) {
        if (send(sender, data, size, 0) != size || recv(receiver, data, size, 0) != size) return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    if (strcmp(argv[argc - 1], "6") == 0) family = AF_INET6;
    if (strcmp(argv[1], "tcp") == 0 && argc > 2) return tcp(atoi(argv[2]));
    if (strcmp(argv[1], "refused") == 0) return refused();
    if (strcmp(argv[1], "udp") == 0 && argc > 3) return udp(atoi(argv[2]), atoi(argv[3]));
    return 2;
}
