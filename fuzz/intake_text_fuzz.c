#include "intake_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return target_read(data, size, "text"); }
