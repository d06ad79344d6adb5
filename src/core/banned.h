/* Calls that nobody in this tree makes; given to the compiler by -include. */
#ifndef CORE_BANNED_H
#define CORE_BANNED_H
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#undef sprintf /* clang fortifies by macros */
#undef vsprintf
#pragma GCC poison strcpy strcat strncpy strncat strtok sprintf vsprintf gets atoi atol atof gmtime          \
    localtime ctime asctime setlocale rand srand
#endif
