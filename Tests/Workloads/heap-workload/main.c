// Allocates memory of known sizes with an argument N: N times 1234 bytes, made larger to 5678 and released.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    long count = argc > 1 ? atol(argv[1]) : 1;
    unsigned long sum = 0;
    for (long i = 0; i < count; i++) {
        char *volatile memory = malloc(1234);
        memory = realloc(memory, 5678);
        memory[0] = (char)i;
        sum += (unsigned char)memory[0];
        free(memory);
    }
    return sum == 0;
}
