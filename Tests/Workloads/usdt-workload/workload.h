#pragma once

void fire_immediate(void);
void fire_memory(long iteration);
void fire_registers(long iteration, const char *text);
void fire_twice(long iteration);
void fire_indexed(const long *table, long index);
int fire_guarded(long iteration);
