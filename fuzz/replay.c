/* Runs a fuzz target over the files of its seed folder, and over cut and flipped copies of each, the same
 * every time. */
#include <glob.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { VARIANTS = 150, VARIANT_BYTES = 4 << 20 };

static uint32_t random_state = 1;

static uint32_t next_random(void)
{
    random_state = random_state * 1664525U + 1013904223U;
    return random_state >> 8;
}

/* A block of the exact size, so that the sanitizers see a read behind it. */
static void run(const uint8_t *bytes, size_t size, size_t flip)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(2);
    memcpy(copy, bytes, size);
    if (flip < size)
        copy[flip] ^= (uint8_t)(1U << (next_random() % 8));
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void run_with_variants(const uint8_t *bytes, size_t size)
{
    run(bytes, size, SIZE_MAX);
    for (size_t i = 0; size && i < VARIANTS && i * size < VARIANT_BYTES; i++) {
        run(bytes, next_random() % size, SIZE_MAX);
        run(bytes, size, next_random() % size);
    }
}

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return 1;
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size ? size : 1);
    int bad = !bytes || fread(bytes, 1, size, file) != size;
    fclose(file);
    if (!bad)
        run_with_variants(bytes, size);
    free(bytes);
    return bad;
}

int main(int argc, char **argv)
{
    char pattern[256];
    snprintf(pattern, sizeof pattern, "%s/*", argc > 1 ? argv[1] : ".");
    glob_t files = {0};
    int passed = 0;
    int failed = 0;
    run((const uint8_t *)"", 0, SIZE_MAX);
    if (glob(pattern, 0, NULL, &files) != 0)
        failed++; /* a target without seeds */
    for (size_t i = 0; i < files.gl_pathc; i++) {
        printf("%s\n", files.gl_pathv[i]); /* the last line before a crash */
        fflush(stdout);
        if (run_file(files.gl_pathv[i]))
            failed++;
        else
            passed++;
    }
    globfree(&files);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
