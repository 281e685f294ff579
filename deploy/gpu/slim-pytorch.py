#!/usr/bin/env python3
"""Copies the part of an installed PyTorch for CUDA that this program loads, for one kind of GPU.

    slim-pytorch.py SITE-PACKAGES OUTPUT --arch 90

SITE-PACKAGES is the folder that pip installed torch and nvidia into, OUTPUT a new folder for the same two.
Machine code for other GPUs is overwritten with zeros, so that libraries keep their layout and
compressed copies are small. Libraries that this program never calls are replaced by empty ones of the same name.
--arch is the GPU's compute capability without the point: 90 for Hopper, 80 for the A100.
Needs nm and gcc.
"""
import argparse
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

FATBIN = struct.Struct("<IHHQ")  # magic, version, header size, size of what follows
ENTRY = struct.Struct("<HHIQIIHHI")  # kind, version, header size, size, …, minor, major, architecture
MAGIC = struct.pack("<I", 0xBA55ED50)
PTX, MACHINE_CODE = 1, 2

# Only looked up when something is called that this program does not use.
UNUSED = ("cudnn", "cufft", "curand", "cusolver", "cusparse", "cusparselt", "nccl", "cufile", "nvtx", "nvjitlink",
          "cuda_cupti")
# Of PyTorch: what serves Python, and linear algebra that loads cusolver.
LEFT_OUT = ("libtorch_python.so", "libtorch_cuda_linalg.so", "libshm.so")


def entries(data, start, end):
    """Positions of the entries of one fat binary: (kind, architecture, payload's begin, its end)."""
    while start < end:
        kind, _, header, size, _, _, _, _, arch = ENTRY.unpack_from(data, start)
        yield kind, arch, start + header, start + header + size
        start += header + size


def keep_only(data, arch):
    """Overwrites code for other architectures in place, and gives how many bytes."""
    cleared = 0
    at = data.find(MAGIC)
    while at >= 0:
        _, version, header, size = FATBIN.unpack_from(data, at)
        end = at + header + size
        if version != 1 or header != FATBIN.size or end > len(data):
            at = data.find(MAGIC, at + 4)
            continue
        found = list(entries(data, at + header, end))
        runs = any(kind == MACHINE_CODE and its == arch for kind, its, _, _ in found)
        for kind, its, begin, stop in found:
            # Where there is no code for this GPU, the driver makes it of PTX.
            if not (its == arch and kind == MACHINE_CODE or kind == PTX and not runs):
                data[begin:stop] = bytes(stop - begin)
                cleared += stop - begin
        at = data.find(MAGIC, end)
    return cleared


def symbols(library, kind):
    """Names that a library defines or asks for, with the version behind an @."""
    said = subprocess.run(["nm", "-D", f"--{kind}-only", library], check=True, capture_output=True, text=True).stdout
    return {line.split()[-1] for line in said.splitlines() if line.split()}


def write_empty(source, target, asked):
    """A library of the same name that defines what is asked of it."""
    versions = {}
    for name in symbols(source, "defined"):
        plain, _, version = name.partition("@")
        if plain in asked:
            versions.setdefault(version.strip("@"), set()).add(plain)
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder, "versions")
        script.write_text("".join(
            f"{version} {{ global: {'; '.join(sorted(names))}; }};\n" for version, names in versions.items() if version))
        code = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in sorted(set().union(*versions.values())))
        options = [f"-Wl,--version-script={script}"] if script.stat().st_size else []
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-x", "c", "-", "-o", target, f"-Wl,-soname,{source.name}", *options],
                       check=True, input=code, text=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--arch", type=int, required=True)
    options = parser.parse_args()
    if not (options.site / "torch/lib/libtorch_cuda.so").exists():
        sys.exit(f"error: {options.site} holds no torch/lib/libtorch_cuda.so")
    if options.output.exists():
        sys.exit(f"error: {options.output} is there already; name a new folder")

    libraries = [path for folder in ("torch/lib", "nvidia", "cusparselt") for path in (options.site / folder).rglob("*.so*")
                 if path.is_file() and path.name not in LEFT_OUT]
    unused = [path for path in libraries if path.relative_to(options.site).parts[-3] in UNUSED or "cusparselt" in path.parts]
    kept = [path for path in libraries if path not in unused]
    asked = {name.partition("@")[0] for path in kept for name in symbols(path, "undefined")}
    for path in libraries:
        target = options.output / path.relative_to(options.site)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in unused:
            write_empty(path, target, asked)
        else:
            data = bytearray(path.read_bytes())
            cleared = keep_only(data, options.arch)
            target.write_bytes(data)
            shutil.copymode(path, target)
            print(f"{path.relative_to(options.site)}: {len(data) >> 20} MiB, {cleared >> 20} MiB cleared")


if __name__ == "__main__":
    main()
