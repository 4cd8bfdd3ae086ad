#!/usr/bin/env python3
"""Holds the command to a corpus of exchange files: exchange_conformance.py DATA PUNTE

DATA has MANIFEST.tsv (expected outcome, units, variants and languages of each file),
handmade/EXPECT.jsonl (exact pairs) and dtd/. Counts files whose units, languages, pairs, refusals
(with line and column), recovery and validity are as expected, whose units in the memory are the
same after import, export, import, and whose export has the same bytes after that; lists the others.
XLIFF and PO files are held to the outcome, and their exports to the same bytes after a second
import. Needs xmllint.
"""
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

DATA, PUNTE = sys.argv[1], os.path.abspath(sys.argv[2])
FOLDER = tempfile.TemporaryDirectory()


def run(*arguments):
    done = subprocess.run([PUNTE, *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def pairs(memory, source, target):
    """Texts without inline codes, which an export to a table would show."""
    _, out, _ = run('concordance', '--tm', memory, '--regex', '(?s).', '--in', source, '--with', target,
                    '--limit', '1000000', '--jsonl')
    return sorted([hit['text'], other['text']] for hit in map(json.loads, out.splitlines())
                  for other in hit['others'])


def check_handmade(case, number):
    """Names of what is wrong, and whether a remark that was wanted is missing."""
    path = os.path.join(DATA, 'handmade', case['file'])
    memory = os.path.join(FOLDER.name, f'{number}.tm')
    allowed = [case['expect'], case.get('alt', '')]
    wrong, silent = [], False
    code, out, err = run('import', '--json', '--tm', memory, path)
    if code == 2:
        if 'reject' not in allowed:
            wrong.append('refused: ' + err.strip())
        elif not re.search(r':\d+:\d+: ', err):
            wrong.append('no line and column: ' + err.strip())
    else:
        if not any(kind.startswith('accept') for kind in allowed):
            wrong.append('accepted')
        report = json.loads(out)['files'][0]
        silent = case['expect'] == 'accept+warn' and report['warning_count'] == 0
        if 'tus' in case and report['read'] + report['skipped_units'] != case['tus']:
            wrong.append('units')
        if 'pairs' in case and case['expect'].startswith('accept'):
            expected = [sorted(case['pairs']), sorted(case.get('alt_pairs', case['pairs']))]
            if pairs(memory, *case['langs']) not in expected:
                wrong.append('pairs')
        for source, target, *pair in case.get('extra_pairs', []):
            if pair not in pairs(memory, source, target):
                wrong.append(f'pairs {source}-{target}')
    if 'recover' in case:
        saved = os.path.join(FOLDER.name, f'{number}-recovered.tm')
        run('import', '--recover', '--tm', saved, path)
        if pairs(saved, *case['langs']) != sorted(case['recover']):
            wrong.append('recovery')
    return wrong, silent


def contents(memory):
    """All that a memory says of its units, in order."""
    with sqlite3.connect(memory) as database:
        return (database.execute('SELECT id, hash, detail FROM unit ORDER BY id').fetchall(),
                database.execute('SELECT unit, place, tag, text, detail FROM variant '
                                 'JOIN language ON language.id = variant.language '
                                 'ORDER BY unit, place').fetchall(),
                database.execute('SELECT detail, markup FROM file_header').fetchall())


def same_tag(tag):
    tag = tag.replace('_', '-').lower()
    return {'iw': 'he', 'mo': 'ro', 'sh': 'sr-latn'}.get(tag, tag)


def refusal(code, err):
    if code != 2:
        return ['accepted']
    return [] if re.search(r':\d+:\d+: ', err) else ['no line and column: ' + err.strip()]


def check_damaged(path, expect, count, number):
    """A file that strict readers refuse: refused with its place, or only its prefixes are wrong."""
    code, _, err = run('import', '--tm', os.path.join(FOLDER.name, f'refused{number}.tm'), path)
    if expect == 'reject' or code == 2:
        wrong = refusal(code, err)
    else:
        wrong = []
    if expect == 'recover':
        saved = os.path.join(FOLDER.name, f'saved{number}.tm')
        code, out, err = run('import', '--recover', '--json', '--tm', saved, path)
        if code == 2:
            return wrong + ['not recovered: ' + err.strip()]
        report = json.loads(out)['files'][0]
        about = re.match(r'~(\d+)', count)
        if about and report['read'] + report['skipped_units'] < int(about[1]):
            wrong.append(f"{report['read']} recovered of {count}")
    return wrong


def check_listed(name, expect, count, languages, number):
    memory = os.path.join(FOLDER.name, f'listed{number}.tm')
    path = os.path.join(DATA, name)
    if not expect.startswith('accept'):
        return check_damaged(path, expect, count, number)
    code, out, err = run('import', '--json', '--tm', memory, path)
    if code == 2:
        return ['refused: ' + err.strip()]
    wrong = []
    report = json.loads(out)['files'][0]
    numbers = re.match(r'(\d+) tu / (\d+) tuv', count)
    got = (report['read'] + report['skipped_units'],
           report['variants'] + report['skipped_variants'])
    if numbers and got != (int(numbers[1]), int(numbers[2])):
        wrong.append(f'{count}, but {got} read')
    wanted = {same_tag(tag) for tag in languages.split(',') if tag}
    found = {same_tag(tag) for tag in report['languages']}
    if not found <= wanted or (found != wanted and report['skipped_variants'] == 0):
        wrong.append(f'languages {sorted(wanted)}, but {sorted(found)} read')
    if report['read'] == 0:
        return wrong
    first, second = (os.path.join(FOLDER.name, n) for n in ('first.tmx', 'second.tmx'))
    run('export', '--tm', memory, '-o', first)
    run('import', '--tm', memory + '2', first)
    run('export', '--tm', memory + '2', '-o', second)
    with open(first, 'rb') as a, open(second, 'rb') as b:
        if a.read() != b.read():
            wrong.append('a second export has other bytes')
    if contents(memory) != contents(memory + '2'):
        wrong.append('a second import has other units')
    dtd = os.path.join(DATA, 'dtd', 'tmx14.dtd')
    valid = subprocess.run(['xmllint', '--nonet', '--noout', '--dtdvalid', dtd, first],
                           capture_output=True, check=False)
    if valid.returncode != 0:
        wrong.append('export is not valid')
    return wrong


def check_bilingual(name, expect, number):
    """XLIFF and PO: the outcome, and a round trip through each format."""
    memory = os.path.join(FOLDER.name, f'pair{number}.tm')
    path = os.path.join(DATA, name)
    if not expect.startswith('accept'):
        return check_damaged(path, expect, '', number)
    code, out, err = run('import', '--json', '--from', 'en', '--to', 'ro', '--tm', memory, path)
    if code == 2:
        return ['refused: ' + err.strip()]
    # Languages that the file does not say are those of the options; others it names itself.
    with sqlite3.connect(memory) as database:
        tags = [row[0] for row in database.execute('SELECT tag FROM language ORDER BY id')]
    if len(tags) < 2:
        code, out, err = run('import', '--json', '--tm', memory, path)
        if code == 2:
            return []
        with sqlite3.connect(memory) as database:
            tags = [row[0] for row in database.execute('SELECT tag FROM language ORDER BY id')]
    if len(tags) < 2:
        return []
    wrong = []
    pair = ('--from', tags[0], '--to', tags[1])
    for ending, more in (('.xlf', ('--xliff-version', '2.1')), ('.xlf', ('--xliff-version', '1.2')),
                         ('.po', ())):
        texts = []
        source = memory
        for turn in (1, 2, 3):
            target = os.path.join(FOLDER.name, f'turn{turn}{ending}')
            code, _, err = run('export', '--tm', source, *pair, *more, '-o', target)
            if code == 2:
                wrong.append(err.strip())
                break
            with open(target, 'rb') as file:
                texts.append(file.read())
            if ending == '.xlf' and subprocess.run(['xmllint', '--noout', target],
                                                   capture_output=True, check=False).returncode:
                wrong.append('export is not well-formed')
            source = f'{memory}{ending}{len(more)}{more[-1:]}{turn}'
            run('import', '--tm', source, *pair, target)
        # The first import may join units; from then on nothing changes.
        if texts[1:2] != texts[2:3]:
            wrong.append(f'{ending} {more} changes in a round trip')
    return wrong


def main():
    good = silent_count = total = 0
    with open(os.path.join(DATA, 'handmade', 'EXPECT.jsonl'), encoding='utf-8') as file:
        for number, line in enumerate(file):
            case = json.loads(line)
            wrong, silent = check_handmade(case, number)
            total += 1
            good += not wrong
            silent_count += silent
            if wrong or silent:
                print(case['file'], '; '.join(wrong) or 'no remark')
    print(f'handmade: {good} of {total}; a remark is missing in {silent_count}')
    passed = good == total
    for kind in ('tmx', 'xlf', 'po'):
        good = total = 0
        with open(os.path.join(DATA, 'MANIFEST.tsv'), encoding='utf-8') as file:
            for number, line in enumerate(file):
                row = line.split('\t')
                if row[1] != kind:
                    continue
                if kind == 'tmx':
                    wrong = check_listed(row[0], row[2], row[3], row[4], number)
                else:
                    wrong = check_bilingual(row[0], row[2], number)
                total += 1
                good += not wrong
                if wrong:
                    print(row[0], '; '.join(wrong))
        print(f'MANIFEST, {kind}: {good} of {total}')
        passed = passed and good == total
    return 0 if passed else 1


sys.exit(main())
