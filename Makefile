# hearsay: who said what about restricted labour. One GNU Makefile, no configure.
#
#   make                 the library, the program and the data they read, in build/release/ and build/share/
#   make check           every test; closes with one line "N passed, N failed"
#   make unit  T=text    tests/unit/text_test.c alone (all of them without T)
#   make golden T=claim  tests/golden/claim/*.test alone; T=cli: tests/cli/*.test
#   make bless T=claim   rewrites the expectations of the golden and cli tests from what comes out: review the diff
#   make fuzz  T=html    libFuzzer on fuzz/html_fuzz.c for SECONDS=60 (clang); its corpus stays in build/
#   make lint            format, clang-tidy, include order, sizes, headers alone
#   make train eval-language bench  TREEBANKS=DIR   the language model anew, its scores, its speed: docs/language.md
#   make train-happened JUDGEMENTS=FILE TREEBANKS=DIR   what weighs whether a predicate happened: docs/mentions.md
#   make page            the page of hearsay serve into build/page/ (Node and npm); make again puts it into the program
#   make install         to DESTDIR and PREFIX (/usr/local)
#   make dist            build/hearsay-VERSION.tar.gz from the last commit
#   make clean
#
#   V=release|debug|asan|tsan|cover   the variant, in a folder each     CC=gcc|clang     BUILD=build
#   WERROR=   for packagers: warnings stay warnings     CFLAGS= LDFLAGS= are added to ours     VERBOSE=1 shows all
#
# tools/setup installs what is missing on Debian 12.

V ?= release
SECONDS ?= 60
BUILD ?= build
PREFIX ?= /usr/local
WERROR ?= -Werror
PACKAGES := sqlite3 libpq jansson libutf8proc libsodium
ifneq ($(filter fuzz,$(MAKECMDGOALS)),)
V := fuzz
CC := clang
endif
override CC := $(patsubst clang,$(or $(shell command -v clang),clang-14),$(patsubst cc,gcc,$(CC)))
OUT := $(BUILD)/$(V)$(if $(findstring clang,$(CC)),-clang)
SHARE := $(BUILD)/share/hearsay
VERSION := $(shell sed -n 's/^.define HEARSAY_VERSION "\(.*\)"/\1/p' include/hearsay.h 2>/dev/null)
flags_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
flags_debug := -O0 -g3
flags_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
flags_tsan := -O1 -g -fsanitize=thread
flags_cover := -O0 -g --coverage
flags_fuzz := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings \
  -Wcast-qual -Wundef -Wformat=2 -Wswitch-enum $(WERROR)
DEFINES := -D_GNU_SOURCE -DHEARSAY_DATA_DIR='"$(PREFIX)/share/hearsay"'
OURS := -std=c11 -fPIC -fvisibility=hidden -ffp-contract=off -fno-common $(WARNINGS) $(DEFINES) $(flags_$(V)) -include src/core/banned.h
VIEW = -Isrc -Itests -I$(OUT)/gen $(PACKAGE_FLAGS)
PACKAGE_FLAGS := $(shell pkg-config --cflags $(PACKAGES))
LIBS := $(shell pkg-config --libs $(PACKAGES)) -lm
COMPILE = $(CC) $(OURS) -Iinclude $(VIEW) $(CFLAGS) -MMD -MP -c -o $@ $<
LINK = $(CC) $(flags_$(V)) $(CFLAGS) $(LDFLAGS) -o $@
SQL := $(sort $(wildcard src/evidence/schema/*.sql))
LIBRARY_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(wildcard src/*/*.c)) $(OUT)/gen/evidence_schema.o
PROGRAM_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(wildcard cli/*.c web/*.c)) $(OUT)/gen/web_page.o
UNIT := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/*_test.c))
STAGES := $(patsubst tests/golden/%_driver.c,%,$(wildcard tests/golden/*_driver.c))
GOLDEN_OBJECTS := $(patsubst %.c,$(OUT)/%.o,$(wildcard tests/golden/*.c))
GOLDEN := $(OUT)/golden
REPLAY := $(patsubst fuzz/%_fuzz.c,$(OUT)/fuzz/%_replay,$(wildcard fuzz/*_fuzz.c))
DATA_FILES := $(shell find data packs -type f ! -name '.*' ! -name '*~' 2>/dev/null)
DATA := $(patsubst %.zst,%,$(DATA_FILES:%=$(SHARE)/%))
STALE := $(filter-out $(DATA),$(shell find $(SHARE) -type f 2>/dev/null))
RUN := env TZ=UTC LC_ALL=C HEARSAY_DATA=$(abspath $(SHARE)) PATH="$(abspath $(OUT)):$$PATH" sh tests/run
SHIPPED = 'tests/serve $(OUT)' 'tests/torture $(abspath $(OUT)/inject.so)' 'tests/installed $(OUT) $(SHARE) $(VERSION) "$(PACKAGES)"'
FOLDERS := $(sort $(OUT)/train/ $(dir $(LIBRARY_OBJECTS) $(PROGRAM_OBJECTS) $(GOLDEN_OBJECTS) $(DATA) $(UNIT) $(REPLAY) $(UNIT:$(OUT)/%=$(OUT)/tests/%)) $(OUT)/gen/)
ifeq ($(filter clean help dist,$(MAKECMDGOALS)),)
$(if $(shell pkg-config --exists $(PACKAGES) || echo no),$(error one of $(PACKAGES) is missing: run tools/setup))
$(shell mkdir -p $(FOLDERS))
endif
.PHONY: FORCE all check page unit golden bless fuzz lint install dist clean help data tests train train-happened eval-language bench
.DELETE_ON_ERROR:
$(if $(VERBOSE),,.SILENT:)
.SECONDARY:
all: $(OUT)/libhearsay.a $(OUT)/libhearsay.so $(OUT)/hearsay data
data: $(DATA)
	$(if $(STALE),rm -f $(STALE))
$(SHARE)/%: %.zst ; zstd -dqf -o $@ $<
$(SHARE)/%: % ; cp $< $@

# cli/ and web/ see the public header and each other, everything else sees the inside.
$(OUT)/cli/%.o $(OUT)/web/%.o $(OUT)/gen/web_page.o: VIEW = -I.
$(GOLDEN_OBJECTS): $(OUT)/gen/golden_stages.h
$(OUT)/%.o: %.c $(OUT)/gen/flags ; $(COMPILE)
$(OUT)/gen/%.o: $(OUT)/gen/%.c
	$(COMPILE)
$(OUT)/gen/evidence_schema.c: tools/embed-sql $(SQL)
	tools/embed-sql $(SQL) > $@
$(OUT)/gen/web_page.c: tools/embed-page web/openapi.json $(wildcard $(BUILD)/page/*) ; $< web/openapi.json $(BUILD)/page $@

# Tests of the inside link the plain archive; everybody else gets one object in which only hearsay_* is visible.
$(OUT)/libplain.a: $(LIBRARY_OBJECTS)
	rm -f $@ && ar rcs $@ $^
$(OUT)/libhearsay.a: $(LIBRARY_OBJECTS)
	ld -r -o $(OUT)/hearsay.o $^ && objcopy --localize-hidden $(OUT)/hearsay.o
	rm -f $@ && ar rcs $@ $(OUT)/hearsay.o
$(OUT)/libhearsay.so: $(LIBRARY_OBJECTS)
	$(LINK) -shared -Wl,-soname,libhearsay.so.$(firstword $(subst ., ,$(VERSION))) $^ $(LIBS)
$(OUT)/hearsay: $(PROGRAM_OBJECTS) $(OUT)/libhearsay.a
	$(LINK) $^ $(LIBS) -lmicrohttpd -lpthread

# The oracle of the HTML tokeniser; the library itself has nothing to do with it.
$(OUT)/unit/intake_oracle_test: LIBS += $(shell pkg-config --libs gumbo)
$(OUT)/unit/%: $(OUT)/tests/unit/%.o $(OUT)/libplain.a
	$(LINK) $^ $(LIBS)
$(OUT)/gen/golden_stages.h: FORCE
	@echo '$(patsubst %,STAGE(%),$(STAGES))' | cmp -s - $@ || echo '$(patsubst %,STAGE(%),$(STAGES))' > $@
$(OUT)/gen/flags: FORCE
	@echo '$(subst ','"'"',$(OURS) $(VIEW) $(CFLAGS))' | cmp -s - $@ || echo '$(subst ','"'"',$(OURS) $(VIEW) $(CFLAGS))' > $@
$(OUT)/golden: $(GOLDEN_OBJECTS) $(OUT)/libplain.a
	$(LINK) $^ $(LIBS)
$(OUT)/fuzz/%_replay: $(OUT)/fuzz/%_fuzz.o $(OUT)/fuzz/replay.o $(OUT)/libplain.a
	$(LINK) $^ $(LIBS)
$(OUT)/fuzz/%_fuzz: $(OUT)/fuzz/%_fuzz.o $(OUT)/libplain.a
	$(LINK) -fsanitize=fuzzer $^ $(LIBS)
$(OUT)/inject.so: tests/inject.c
	$(LINK) $(OURS) -U_FORTIFY_SOURCE -shared $<
$(OUT)/train/%: $(OUT)/train/%.o $(OUT)/libplain.a
	$(LINK) $(filter %.o,$^) $(OUT)/libplain.a $(LIBS)
$(OUT)/train/train: $(patsubst %.c,$(OUT)/%.o,$(wildcard train/train*.c))
$(OUT)/train/score: $(OUT)/train/train_read.o
train: $(OUT)/train/train
	$< $(BUILD)/english.model "$(TREEBANKS)" data/english train && zstd -qf -15 -o data/english/english.model.zst $(BUILD)/english.model
train-happened: all $(OUT)/train/happened ; $(OUT)/train/happened $(SHARE)/data/english "$(JUDGEMENTS)" "$(TREEBANKS)" ewt-train.conllu > $(BUILD)/happened && cp $(BUILD)/happened data/english/status/happened
eval-language: all $(OUT)/train/score ; $(OUT)/train/score $(SHARE)/data/english $(wildcard $(TREEBANKS)/*-dev.conllu)
bench: all $(OUT)/train/bench ; sh tools/bench $(OUT)/train/bench $(SHARE)/data/english
page: ; tools/page $(BUILD)/page
tests: all $(UNIT) $(REPLAY) $(GOLDEN) $(OUT)/inject.so
check: tests
	@$(RUN) $(UNIT) $(patsubst %,'$(GOLDEN) %',$(STAGES) cli) $(if $(filter release,$(V)),$(SHIPPED) tests/documents tests/seeds tests/scorer tests/followthemoney) $(foreach r,$(REPLAY),'$r fuzz/seed/$(patsubst %_replay,%,$(notdir $r))')
unit: data $(if $(T),$(OUT)/unit/$(T)_test,$(UNIT))
	@$(RUN) $(filter $(OUT)/unit/%,$^)
golden: all $(GOLDEN)
	@$(RUN) $(patsubst %,'$(GOLDEN) %',$(or $(T),$(STAGES) cli))
bless: all $(GOLDEN)
	@$(RUN) $(patsubst %,'$(GOLDEN) --bless %',$(or $(T),$(STAGES) cli))
fuzz: data $(if $(T),$(OUT)/fuzz/$(T)_fuzz)
	@test -n "$(T)" || { echo 'make fuzz T=... with one of: $(REPLAY:$(OUT)/fuzz/%_replay=%)'; exit 2; }
	mkdir -p $(OUT)/corpus/$(T) && HEARSAY_DATA=$(SHARE) $(OUT)/fuzz/$(T)_fuzz -max_total_time=$(SECONDS) -rss_limit_mb=2048 -timeout=10 \
	  -artifact_prefix=$(OUT)/ $(OUT)/corpus/$(T) $(wildcard fuzz/seed/$(T))
lint: $(OUT)/gen/evidence_schema.c $(OUT)/gen/golden_stages.h
	@CC="$(CC)" FLAGS="$(subst ",\",$(OURS) -Iinclude $(VIEW))" sh tools/lint
install: all
	sh tools/install "$(DESTDIR)" "$(PREFIX)" "$(OUT)" "$(SHARE)" "$(VERSION)" "$(PACKAGES)"
dist:
	git archive --prefix=hearsay-$(VERSION)/ HEAD | gzip -n9 > $(BUILD)/hearsay-$(VERSION).tar.gz
clean:
	rm -rf $(BUILD)
help:
	@sed -n '/^#/!q;s/^# \{0,1\}//p' Makefile

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
