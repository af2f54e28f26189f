"""A virtual machine with Debian's stock kernel, which runs steps with programs of the host and gives what they wrote."""

import base64
import gzip
import re
import subprocess
import tempfile
from pathlib import Path

from . import tools
from .tools import Failure

#: Where the tests keep the kernel too.
CACHE = tools.ROOT / ".build/guest"
PACKAGE = "linux-image-cloud-amd64"
LIMIT = 3600
#: The machine's clock goes on by 2 to this power of nanoseconds with each instruction, whatever time its emulation takes.
SHIFT = 2

INIT = """#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox --install -s /bin
export PATH=/bin:/usr/bin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tracefs tracefs /sys/kernel/tracing
mount -t debugfs debugfs /sys/kernel/debug
mount -t bpf bpf /sys/fs/bpf
dmesg -n 1
ip link set lo up
cd /tmp
for step in /steps/*; do
    rm -f /tmp/report
    sh $step >/tmp/output 2>/tmp/errors </dev/null
    status=$?
    echo; echo "@@step ${step#/steps/} $status"
    for part in output errors report; do echo "@@part"; test -e /tmp/$part && gzip -c /tmp/$part | base64; done
    echo "@@end"
done
reboot -f
"""


def run(steps, programs, files):
    """Boots, runs scripts, and gives for each that ran its status, output, errors and what is in /tmp/report.

    Programs come with the libraries they need, and lie where they do on the host, as files do.
    """
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "initramfs"
        image.write_bytes(archive(steps, programs, files))
        # Without "erms" the kernel clears memory by eight bytes: the emulator counts each step of such an instruction,
        # and real processors that have "erms" clear more than eight bytes in a step.
        command = [
            "qemu-system-x86_64", "-accel", "tcg", "-icount", f"shift={SHIFT}", "-cpu", "max,-erms,-fsrm", "-m", "3G",
            "-smp", "1", "-nographic", "-no-reboot", "-nodefaults", "-serial", "stdio", "-kernel", str(kernel()),
            "-initrd", str(image), "-append", "console=ttyS0 panic=-1 quiet preempt=none"]
        try:
            machine = subprocess.run(command, capture_output=True, timeout=LIMIT)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failure(f"the machine did not end: {error}") from None
    return results(machine.stdout.decode(errors="replace"))


def results(console):
    """What the steps left between the marks on the console."""
    found = {}
    for match in re.finditer(r"@@step (\d+) (\d+)\s(.*?)@@end", console, re.DOTALL):
        parts = [unpacked(part) for part in match.group(3).split("@@part")[1:]]
        found[int(match.group(1))] = (int(match.group(2)), *parts)
    return found


def unpacked(text):
    packed = base64.b64decode("".join(text.split()))
    return gzip.decompress(packed).decode(errors="replace") if packed else ""


def kernel():
    """The kernel's image, fetched from Debian's archive if it is not there."""
    images = sorted(CACHE.glob("boot/vmlinuz-*"))
    if images:
        return images[-1]
    depends = subprocess.run(["apt-cache", "depends", PACKAGE], capture_output=True, text=True).stdout
    names = re.findall(r"linux-image-\S*\.\S*", depends)
    if not names:
        raise Failure(f"apt knows no {PACKAGE}")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", names[0]], cwd=folder, capture_output=True)
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)
            (CACHE / "boot").mkdir(exist_ok=True)
            for image in (Path(folder) / "boot").glob("vmlinuz-*"):
                (CACHE / "boot" / image.name).write_bytes(image.read_bytes())
                return CACHE / "boot" / image.name
    raise Failure(f"apt-get could not download a kernel with {names[0]}")


def archive(steps, programs, files):
    """An initramfs: an archive in the form "newc" of cpio (kernel documentation, early-userspace/buffer-format)."""
    members = {"/init": INIT.encode(), "/bin/busybox": Path("/bin/busybox").read_bytes()}
    for path in files:
        members[str(path)] = Path(path).read_bytes()
    for program in programs:
        for path in [program, *libraries(program)]:
            members[str(path)] = Path(path).read_bytes()
    for number, script in enumerate(steps):
        members[f"/steps/{number:04}"] = script.encode()
    folders = {"/dev", "/proc", "/sys", "/tmp"}
    for path in members:
        folders.update(str(folder) for folder in Path(path).parents if str(folder) != "/")
    data = bytearray()
    # Parents come before what they hold.
    for path in sorted(folders):
        append(data, path, b"", 0o040755)
    for path, contents in members.items():
        append(data, path, contents, 0o100755)
    append(data, "/TRAILER!!!", b"", 0)
    return bytes(data)


def append(data, path, contents, mode):
    name = path.lstrip("/").encode() + b"\0"
    # inode, mode, uid, gid, links, mtime, size, device (2), special device (2), length of the name, checksum.
    fields = [len(data), mode, 0, 0, 1, 0, len(contents), 0, 0, 0, 0, len(name), 0]
    data += b"070701" + "".join(f"{field:08x}" for field in fields).encode() + name
    data += bytes(-len(data) % 4)
    data += contents
    data += bytes(-len(data) % 4)


def libraries(program):
    """The shared libraries of a program, and what loads them."""
    listing = subprocess.run(["ldd", str(program)], capture_output=True, text=True).stdout
    return re.findall(r"(/\S+) \(0x", listing)
