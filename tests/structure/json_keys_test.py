#!/usr/bin/env python3
"""Every key of the JSON in tests/golden is in docs/json.md: json_keys_test.py SOURCE"""
import json
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1])
# Objects whose keys are data: languages, roles, origins, bands.
BY_DATA = {"languages", "other_languages", "roles", "origins", "words", "bands"}


def keys_of(value, inside=None):
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one, inside)
    elif isinstance(value, dict):
        for key, one in value.items():
            if inside not in BY_DATA:
                yield key
            yield from keys_of(one, key)


def documents(file):
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        return [json.loads(text)]
    return [json.loads(line) for line in text.splitlines()]


def main():
    named = set(re.findall(r"`([A-Za-z_]+)`", (SOURCE / "docs/json.md").read_text(encoding="utf-8")))
    files = sorted([*(SOURCE / "tests/golden").glob("*.json"), *(SOURCE / "tests/golden").glob("*.jsonl")])
    missing = {}
    seen = set()
    for file in files:
        for key in keys_of(documents(file)):
            seen.add(key)
            if key not in named:
                missing.setdefault(key, file.name)
    for key, file in sorted(missing.items()):
        print(f"“{key}” of tests/golden/{file} is not in docs/json.md")
    if len(seen) < 50:
        sys.exit(f"only {len(seen)} keys were found: the golden files are not what they were")
    print(f"{len(seen) - len(missing)} passed, {len(missing)} failed")
    sys.exit(1 if missing else 0)


main()
