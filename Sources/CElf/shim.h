// elfutils libelf: the generic ELF reader.
#pragma once
#include <elf.h>
#include <gelf.h>
#include <libelf.h>
