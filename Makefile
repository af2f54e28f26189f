# make deps      installs what is needed besides Swift 6.2 or newer (Debian, Ubuntu)
# make           builds the program without shared libraries: .build/static/release/dtrace-prov
# make test      runs every test; needs root, as tracing does
# make bench     compares the costs with bpftrace's and with a floor in C; SCENARIOS="firing/syscall start" chooses; needs root
# make bench-short  does each scenario once and small, and fails when one loads more programs or instructions than it did
# make demo      shows one clause at work over several kinds of probes; needs root
# make install   installs the program and its manual page below PREFIX

PREFIX ?= /usr/local
STATIC = .build/static/release
PROGRAM = $(STATIC)/dtrace-prov
STATIC_FLAGS = -c release --scratch-path .build/static -Xswiftc -static-executable -Xlinker -lelf -Xlinker -lz
BENCH = PYTHONPATH=Benchmarks python3 -B -m bench
PACKAGES = libbpf-dev libelf-dev libdw-dev libpfm4-dev zlib1g-dev liblzma-dev pkg-config binutils cpp bpftool \
	systemtap-sdt-dev qemu-system-x86 busybox-static gcc g++ gdb strace postgresql python3.11 default-jdk-headless golang-go xz-utils
BENCH_PACKAGES = bpftrace gcc python3

.PHONY: static workloads demo bench bench-short test install format lint deps clean

static:
	swift build $(STATIC_FLAGS) --product dtrace-prov

workloads: static
	for program in $(notdir $(wildcard Tests/Workloads/*-workload)) provider-conformance; do \
		swift build $(STATIC_FLAGS) --product $$program || exit 1; \
	done

test: static workloads
	swift test --disable-xctest

demo: static
	swift build $(STATIC_FLAGS) --product shop
	Demonstration/run $(PROGRAM) $(STATIC)

bench: static
	$(BENCH) --json Benchmarks/results.json --document docs/performance.md --plot docs/performance.svg $(SCENARIOS)

bench-short: static
	$(BENCH) --short --json .build/benchmarks/short.json $(SCENARIOS)

install: static
	install -D -s -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/sbin/dtrace-prov
	install -D -m 644 docs/dtrace-prov.8 $(DESTDIR)$(PREFIX)/share/man/man8/dtrace-prov.8

format:
	swift format -i -r Sources Tests Package.swift

lint:
	swift format lint --strict -r Sources Tests Package.swift

deps:
	apt-get update
	apt-get install -y --no-install-recommends $(PACKAGES) $(BENCH_PACKAGES)

clean:
	rm -rf .build
