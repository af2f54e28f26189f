// liblzma: the compression of symbol tables in .gnu_debugdata.
#pragma once
#include <lzma.h>
