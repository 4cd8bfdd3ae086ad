#!/usr/bin/env python3
"""Measures how look-ups grow with the memory, and draws it.

usage: memory_growth.py UNITS.tmx QUERIES.txt FROM TO BUILD_FOLDER OUT.svg SIZE[=MEMORY.tm] ...

Imports the first SIZE units of the TMX file (one unit a line), unless a memory of that size is given, runs
lookup_bench over the queries, prints a table in Markdown and draws milliseconds against units, both logarithmic.
"""
import math
import os
import re
import subprocess
import sys
import tempfile


def make_memory(tmx, size, binary, folder):
    part = os.path.join(folder, 'part.tmx')
    memory = os.path.join(folder, 'part-%d.tm' % size)
    taken = 0
    with open(tmx, encoding='utf-8') as source, open(part, 'w', encoding='utf-8') as out:
        for line in source:
            if line.startswith('<tu '):
                taken += 1
                if taken > size:
                    break
            out.write(line)
        if taken > size:
            out.write('</body></tmx>\n')
    subprocess.run([binary, 'import', '--tm', memory, part], check=True, stdout=subprocess.DEVNULL)
    return memory


def measure(bench, memory, source, target, queries):
    out = subprocess.run([bench, memory, source, target, queries], check=True, capture_output=True, text=True).stdout
    found = re.search(r'p50 ([\d.]+) ms, p99 ([\d.]+) ms, mean ([\d.]+) ms, (\d+) MB', out)
    return [float(found.group(i)) for i in (1, 2, 3)] + [int(found.group(4))]


def draw(rows, path):
    width, height, left, top, right, bottom = 560, 360, 60, 20, 20, 50
    sizes = [math.log10(row[0]) for row in rows]
    times = [math.log10(max(value, 0.001)) for row in rows for value in row[1:3]]
    low, high = math.floor(min(times)), math.ceil(max(times))

    def at(size, time):
        x = left + (math.log10(size) - sizes[0]) / max(sizes[-1] - sizes[0], 1e-9) * (width - left - right)
        y = height - bottom - (math.log10(max(time, 0.001)) - low) / max(high - low, 1) * (height - top - bottom)
        return x, y

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">'
             % (width, height), '<rect width="100%" height="100%" fill="white"/>']
    for power in range(low, high + 1):
        x, y = at(rows[0][0], 10.0 ** power)
        parts.append('<line x1="%.1f" y1="%.1f" x2="%d" y2="%.1f" stroke="#ddd"/>' % (x, y, width - right, y))
        parts.append('<text x="%.1f" y="%.1f" text-anchor="end">%g</text>' % (x - 6, y + 4, 10.0 ** power))
    for row in rows:
        x, _ = at(row[0], 1)
        parts.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>'
                     % (x, height - bottom + 18, '%gM' % (row[0] / 1e6) if row[0] >= 1e6 else '%gk' % (row[0] / 1e3)))
    for column, name, colour in ((1, 'p50', '#1b6ca8'), (2, 'p99', '#c0392b')):
        points = [at(row[0], row[column]) for row in rows]
        parts.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>'
                     % (colour, ' '.join('%.1f,%.1f' % point for point in points)))
        parts += ['<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (x, y, colour) for x, y in points]
        parts.append('<text x="%.1f" y="%.1f" fill="%s" text-anchor="end">%s</text>'
                     % (points[-1][0], points[-1][1] - 8, colour, name))
    parts.append('<text x="%d" y="%d" text-anchor="middle">units (milliseconds of CPU a look-up)</text>'
                 % (width / 2, height - 10))
    parts.append('</svg>')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('\n'.join(parts) + '\n')


def main():
    if len(sys.argv) < 8:
        sys.exit(__doc__)
    tmx, queries, source, target, build, picture = sys.argv[1:7]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for argument in sys.argv[7:]:
            size, _, memory = argument.partition('=')
            memory = memory or make_memory(tmx, int(size), os.path.join(build, 'cli/punte'), folder)
            row = measure(os.path.join(build, 'bench/lookup_bench'), memory, source, target, queries)
            rows.append([int(size)] + row + [os.path.getsize(memory) / int(size)])
    rows.sort()
    print('| units | p50 ms | p99 ms | mean ms | resident MB | bytes a unit |\n|---|---|---|---|---|---|')
    for row in rows:
        print('| {:,} | {:.2f} | {:.2f} | {:.2f} | {} | {:.0f} |'.format(*row))
    draw(rows, picture)


if __name__ == '__main__':
    main()
