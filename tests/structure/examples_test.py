#!/usr/bin/env python3
"""The examples of README.md and docs/ are what happens: examples_test.py SOURCE PUNTE

Runs the "$ command" lines of every block fenced as console, in order, in one folder a document that
has samples/, and compares standard output. "…" alone stands for any number of lines, at the end of
a line for the rest of it. A command that ends with 2, an error, is wrong whatever it prints.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE, PUNTE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()


def examples(text):
    """(line number, command, expected lines) of the console blocks."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("```"):
            fenced = line.strip() == "```console"
        elif fenced and line.startswith("$ "):
            current = (number, line[2:], [])
            yield current
        elif fenced:
            current[2].append(line)


def pattern_of(lines):
    while lines and not lines[-1]:
        lines = lines[:-1]
    parts = []
    for line in lines:
        if line == "…":
            parts.append(r"(?:[^\n]*\n)*")
        elif line.endswith("…"):
            parts.append(re.escape(line[:-1]) + r"[^\n]*\n")
        else:
            parts.append(re.escape(line) + r"\n")
    return "".join(parts)


def main():
    passed = failed = 0
    for file in [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]:
        with tempfile.TemporaryDirectory(prefix="punte-examples-") as folder:
            shutil.copytree(SOURCE / "samples", pathlib.Path(folder) / "samples")
            kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUNTE_", "LC_", "LANG"))}
            place = {**kept, "PATH": f"{PUNTE.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                     "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder}
            # All is read first: a command belongs to the lines that follow it.
            for number, command, expected in list(examples(file.read_text(encoding="utf-8"))):
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=place, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=300, check=False)
                out = done.stdout.decode("utf-8", "replace")
                if done.returncode != 2 and re.fullmatch(pattern_of(expected), out):
                    passed += 1
                    continue
                failed += 1
                print(f"{file.name}:{number}: $ {command}\ngives\n{out}{done.stderr.decode('utf-8', 'replace')}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
