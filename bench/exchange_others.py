#!/usr/bin/env python3
"""Do other tools read in our exports what we read? exchange_others.py PUNTE FILE...

Imports each FILE, exports it as TMX (level 1 and 2), XLIFF 1.2, PO and TBX where it has those, and
counts the units that Translate Toolkit and OmegaT find in them. OmegaT is given a project whose
memory is the export and whose source has each text of the memory as a line, and translates it with
what it finds there. Needs the Debian packages translate-toolkit and, for the second part, omegat.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

from translate.storage import factory

PUNTE, FILES = os.path.abspath(sys.argv[1]), sys.argv[2:]
FOLDER = tempfile.TemporaryDirectory()


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=300, check=False)


def punte(*arguments):
    return run(PUNTE, *arguments)


def unescape(text):
    return re.sub(r'\\(.)', lambda m: {'t': '\t', 'n': '\n', 'r': '\r'}.get(m[1], m[1]), text)


def rows_of(memory, source, target):
    path = os.path.join(FOLDER.name, 'rows.tsv')
    punte('export', '--tm', memory, '--from', source, '--to', target, '-o', path)
    with open(path, newline='', encoding='utf-8') as file:
        return [[unescape(cell) for cell in line.split('\t')]
                for line in file.read().split('\n') if line]


def by_toolkit(path):
    return [(str(unit.source), str(unit.target)) for unit in factory.getobject(path).units
            if not unit.isheader() and unit.source]


def omegat_project(memory, source, target, rows):
    """Lines of the source that OmegaT finds in the memory, whole."""
    home = os.path.join(FOLDER.name, 'project')
    for folder in ('source', 'target', 'tm', 'glossary', 'dictionary', 'omegat'):
        os.makedirs(os.path.join(home, folder), exist_ok=True)
    with open(os.path.join(home, 'omegat.project'), 'w', encoding='utf-8') as file:
        file.write(f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>{source}</source_lang>
<target_lang>{target}</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
""")
    texts = sorted({row[0] for row in rows if '\n' not in row[0] and row[0].strip() == row[0]})
    with open(os.path.join(home, 'source', 'a.txt'), 'w', encoding='utf-8') as file:
        file.write('\n\n'.join(texts) + '\n')  # its filter cuts at empty lines
    made = punte('export', '--tm', memory, '--from', source, '--to', target, '--level', '1', '-o',
                 os.path.join(home, 'omegat', 'project_save.tmx'))
    if made.returncode:
        return made.stderr.strip()
    done = run('omegat', home, '--mode=console-translate', '--quiet',
               f'--config-dir={FOLDER.name}/omegat')
    wanted = {}
    for row in rows:
        wanted.setdefault(row[0], set()).add(row[1])
    out = os.path.join(home, 'target', 'a.txt')
    if not os.path.exists(out):
        return 'OmegaT wrote nothing: ' + (done.stderr or done.stdout).strip()[-200:]
    with open(out, encoding='utf-8') as file:
        lines = file.read().rstrip('\n').split('\n\n')
    good = sum(line in wanted[text] for line, text in zip(lines, texts))
    for folder, _, names in os.walk(home, topdown=False):
        for name in names:
            os.remove(os.path.join(folder, name))
    return f'{good} of {len(texts)} lines translated from the memory'


def main():
    for number, path in enumerate(FILES):
        memory = os.path.join(FOLDER.name, f'{number}.tm')
        if punte('import', '--tm', memory, path).returncode:
            print(path, 'is refused')
            continue
        head = punte('tm', 'info', '--json', '--tm', memory).stdout
        tags = sorted(json.loads(head)['languages'], key=lambda tag: tag != 'en')[:2]
        if len(tags) < 2:
            print(path, 'has fewer than two languages')
            continue
        rows = rows_of(memory, *tags)
        for name, more in (('2.tmx', ()), ('1.tmx', ('--level', '1')),
                           ('a.xlf', ('--xliff-version', '1.2')), ('a.po', ())):
            out = os.path.join(FOLDER.name, name)
            if punte('export', '--tm', memory, '--from', tags[0], '--to', tags[1], *more, '-o',
                     out).returncode:
                print(path, name, 'is not written')
                continue
            found = by_toolkit(out)
            same = len(set(found) & {tuple(row[:2]) for row in rows})
            print(f'{path} {name}: {len(rows)} rows, Translate Toolkit {len(found)} units, '
                  f'{same} of {len({tuple(row[:2]) for row in rows})} texts the same')
        print(f'{path} OmegaT: {omegat_project(memory, *tags, rows)}')


main()
