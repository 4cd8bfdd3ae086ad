#!/usr/bin/env python3
"""How `punte identify --spans` cuts texts: identify_spans.py GOLD.tsv[.gz] PUNTE [--seed N]

GOLD has a text a line: `lang<TAB>category<TAB>text`, category word, pair or sent. Told are the share of
sentences that come back as one span, and the share of right bytes in 6,000 mixed texts: two sentences
of two languages side by side, one between two others, three to eight words of one within another,
in equal parts, languages drawn alike. Candidates are the languages of GOLD.
"""
import argparse
import gzip
import json
import random
import subprocess

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument('gold')
parser.add_argument('punte')
parser.add_argument('--seed', type=int, default=1)
arguments = parser.parse_args()
opened = gzip.open if arguments.gold.endswith('.gz') else open
with opened(arguments.gold, 'rt', encoding='utf-8', newline='\n') as file:
    rows = [line.rstrip('\n').split('\t', 2) for line in file]
sentences = {}
for language, category, text in rows:
    if category == 'sent':
        sentences.setdefault(language, []).append(text)
languages = sorted(sentences)
ALIAS = {'no': 'nb', 'sr-Latn': 'sr'}


def spans_of(texts):
    """For each text, [(start, limit, language)] in bytes."""
    run = subprocess.run([arguments.punte, 'identify', '--spans', '--languages', ','.join(languages)],
                         input='\n'.join(texts) + '\n', capture_output=True, text=True, check=True)
    lines = run.stdout.split('\n')[:-1]
    assert len(lines) == len(texts), (len(lines), len(texts))
    return [[(span['start'], span['limit'], ALIAS.get(span['lang'], span['lang']))
             for span in json.loads(line)['spans']] for line in lines]


whole = [text for language in languages for text in sentences[language]]
one = sum(len(spans) == 1 for spans in spans_of(whole))
print(f'one span: {one} of {len(whole)} sentences, {100 * one / len(whole):.1f} %')

draw = random.Random(arguments.seed)
texts, golds, kinds = [], [], []
while len(texts) < 6000:
    first, second = draw.sample(languages, 2)
    kind = len(texts) % 3
    parts = [(draw.choice(sentences[first]), first), (draw.choice(sentences[second]), second)]
    if kind == 1:
        parts.append((draw.choice(sentences[first]), first))
    if kind == 2:
        words, outer = parts[1][0].split(), parts[0][0].split()
        if len(words) < 3 or len(outer) < 2:
            continue
        count = min(len(words), draw.randint(3, 8))
        start = draw.randint(0, len(words) - count)
        cut = draw.randint(1, len(outer) - 1)
        parts = [(' '.join(outer[:cut]), first), (' '.join(words[start:start + count]), second),
                 (' '.join(outer[cut:]), first)]
    gold, text = [], ''
    for part, language in parts:
        text += (' ' if text else '') + part
        gold.append((len(text.encode()), language))
    texts.append(text)
    golds.append(gold)
    kinds.append(kind)
right, total = [0] * 4, [0] * 4  # by kind; the last is of the words within others alone
for text, gold, kind, spans in zip(texts, golds, kinds, spans_of(texts)):
    answers = []
    for start, limit, language in spans:
        answers += [language] * (limit - start)
    at = 0
    for index, (limit, language) in enumerate(gold):
        good = sum(answer == language for answer in answers[at:limit])
        right[kind] += good
        total[kind] += limit - at
        if kind == 2 and index == 1:
            right[3] += good
            total[3] += limit - at
        at = limit
print(f'mixed: {100 * sum(right[:3]) / sum(total[:3]):.1f} % of bytes right; by kind ' +
      ', '.join(f'{100 * right[k] / total[k]:.1f}' for k in range(3)) +
      f'; words within others alone {100 * right[3] / total[3]:.1f}')
