#!/usr/bin/env python3
"""scripts/layers finds what is planted in a copy of the tree: layers_test.py SOURCE"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1]).resolve()

# The file that gets the line, what it includes, what the complaint must say. None: it is allowed.
PLANTED = [
    ("base/planted.cc", "language/text.h", "base may include no other room"),
    ("language/planted.h", "tm/unit.h", "language may include base"),
    ("page/planted.cc", "exchange/csv.h", "points upward or sideways"),
    ("job/planted.cc", "view/json.h", "points upward or sideways"),
    ("job/planted.cc", "page/tree_reader.h", "is private to page"),
    ("job/planted.cc", "tm/search/ranking.h", "is private to tm"),
    ("view/planted.cc", "cli/app.h", "points upward or sideways"),
    ("server/planted.cc", "cli/app.h", "points upward or sideways"),
    ("server/planted.cc", "view/json.h", None),
    ("tm/text/planted.cc", "tm/index/key_index.h", "points upward inside tm"),
    ("tm/index/planted.cc", "tm/store/database.h", "points upward inside tm"),
    ("tm/index/planted.cc", "tm/match.h", "points upward inside tm"),
    ("tm/store/planted.cc", "tm/search/ranking.h", "points upward inside tm"),
    ("tm/store/planted.cc", "tm/match.h", None),
    ("tm/search/planted.cc", "tm/memory.h", "points upward inside tm"),
    ("tests/page/planted.cc", "page/tree_reader.h", None),
    ("tests/page/planted.cc", "tm/memory.h", "page may include language, base"),
    ("tests/page/planted.cc", "tests/cli/command_runner.h", "tests of another room"),
    ("tests/exchange/planted.cc", "language/code_points.h", "is private to language"),
    ("tests/tm/planted.cc", "tests/reference/score.h", None),
    ("tests/tm/planted.cc", "tools/boosted_trees.h", "reaches into tools"),
    ("tests/fuzz/planted.cc", "page/tree_reader.h", None),
    ("tests/fuzz/planted.cc", "cli/app.h", "reaches into the command line"),
    ("bench/planted.cc", "cli/app.h", "reaches into the command line"),
    ("bench/planted.cc", "tm/index/key_index.h", None),
    ("tools/planted.cc", "cli/app.h", "reaches into the command line"),
]


def copy_to(folder):
    for path in SOURCE.iterdir():
        if path.is_dir() and path.name not in ("build", "docs", "locales", "samples") and not path.name.startswith("."):
            shutil.copytree(path, folder / path.name, ignore=shutil.ignore_patterns("data", "*.model", "__pycache__"))


def complaint(folder):
    done = subprocess.run([sys.executable, SOURCE / "scripts/layers", folder], capture_output=True, text=True)
    return done.returncode, done.stderr


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copy_to(folder)
        code, said = complaint(folder)
        if code != 0:
            sys.exit(f"the tree itself fails:\n{said}")
        for file, included, expected in PLANTED:
            planted = folder / file
            planted.parent.mkdir(exist_ok=True)
            planted.write_text(f'#include <string>\n\n#include "{included}"\n')
            code, said = complaint(folder)
            planted.unlink()
            as_expected = (code == 0 if expected is None
                           else code == 1 and f"{file}:3:" in said and f'"{included}"' in said and expected in said)
            if not as_expected:
                failed += 1
                print(f"{file} includes {included}: expected {expected or 'nothing'}, got {code}: {said}")
    print(f"{len(PLANTED) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
