#!/usr/bin/env python3
"""Holds the command to a corpus of TMX files: exchange_conformance.py DATA PUNTE

DATA has MANIFEST.tsv (expected outcome, units and variants of each file), handmade/EXPECT.jsonl
(exact pairs) and dtd/. Counts files whose units, pairs, refusals, recovery, round trip and
validity are as expected, and lists the others. Needs xmllint.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

DATA, PUNTE = sys.argv[1], os.path.abspath(sys.argv[2])
FOLDER = tempfile.TemporaryDirectory()


def run(*arguments):
    done = subprocess.run([PUNTE, *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def unescape(text):
    return re.sub(r'\\(.)', lambda m: {'t': '\t', 'n': '\n', 'r': '\r'}.get(m[1], m[1]), text)


def pairs(memory, source, target):
    path = os.path.join(FOLDER.name, 'pairs.tsv')
    if os.path.exists(path):
        os.remove(path)
    run('export', '--tm', memory, '--from', source, '--to', target, '-o', path)
    if not os.path.exists(path):
        return []
    with open(path, newline='', encoding='utf-8') as file:
        return sorted([unescape(t) for t in line.split('\t')] for line in file.read().split('\n')
                      if line)


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


def check_listed(name, expect, count, number):
    memory = os.path.join(FOLDER.name, f'listed{number}.tm')
    code, out, err = run('import', '--json', '--tm', memory, os.path.join(DATA, name))
    if not expect.startswith('accept'):
        return ['accepted'] if expect == 'reject' and code != 2 else []
    if code == 2:
        return ['refused: ' + err.strip()]
    wrong = []
    report = json.loads(out)['files'][0]
    numbers = re.match(r'(\d+) tu / (\d+) tuv', count)
    got = (report['read'] + report['skipped_units'],
           report['variants'] + report['skipped_variants'])
    if numbers and got != (int(numbers[1]), int(numbers[2])):
        wrong.append(f'{count}, but {got} read')
    if report['read'] == 0:
        return wrong
    first, second = (os.path.join(FOLDER.name, n) for n in ('first.tmx', 'second.tmx'))
    run('export', '--tm', memory, '-o', first)
    run('import', '--tm', memory + '2', first)
    run('export', '--tm', memory + '2', '-o', second)
    with open(first, 'rb') as a, open(second, 'rb') as b:
        if a.read() != b.read():
            wrong.append('a second export has other bytes')
    dtd = os.path.join(DATA, 'dtd', 'tmx14.dtd')
    valid = subprocess.run(['xmllint', '--nonet', '--noout', '--dtdvalid', dtd, first],
                           capture_output=True, check=False)
    if valid.returncode != 0:
        wrong.append('export is not valid')
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
    good = total = 0
    with open(os.path.join(DATA, 'MANIFEST.tsv'), encoding='utf-8') as file:
        for number, line in enumerate(file):
            row = line.split('\t')
            if row[1] != 'tmx':
                continue
            wrong = check_listed(row[0], row[2], row[3], number)
            total += 1
            good += not wrong
            if wrong:
                print(row[0], '; '.join(wrong))
    print(f'MANIFEST: {good} of {total}')
    return 0 if passed and good == total else 1


sys.exit(main())
