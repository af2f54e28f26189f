// lock-workload FOLDER COUNT: four threads that make files in one folder and use one pipe, COUNT times each, so that they
// wait for the folder's reader-writer lock and the pipe's mutex.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *folder;
static long count;
static int ends[2];

static void *use(void *argument) {
    char name[4096], byte = 0;
    snprintf(name, sizeof name, "%s/%ld", folder, (long)argument);
    for (long i = 0; i < count; i++) {
        int file = open(name, O_CREAT | O_WRONLY, 0600);
        if (file < 0) exit(1);
        close(file);
        unlink(name);
        for (int j = 0; j < 20; j++) {
            if (write(ends[1], &byte, 1) != 1 || read(ends[0], &byte, 1) != 1) exit(1);
        }
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 3 || pipe(ends) != 0) return 2;
    folder = argv[1];
    count = atol(argv[2]);
    pthread_t threads[4];
    for (long i = 0; i < 4; i++) {
        if (pthread_create(&threads[i], NULL, use, (void *)i) != 0) return 1;
    }
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    return 0;
}
