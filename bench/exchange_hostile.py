#!/usr/bin/env python3
"""What hostile files cost: exchange_hostile.py PUNTE

Makes files that are meant to exhaust a reader, imports each into a memory that holds a unit, and
prints the exit code, the seconds of CPU, the greatest resident memory and the line that was said.
Fails if a file is accepted that must not be, if more than one line is said of a refusal, if the
memory is not as it was, or if more than 400 MB were needed.
"""
import gzip
import multiprocessing
import os
import subprocess
import sys
import tempfile
import zipfile

PUNTE = os.path.abspath(sys.argv[1])
MOST_MB = 400
MAY = ['attributes.tmx']  # odd, but well-formed: read with remarks
HEAD = ('<?xml version="1.0"?>{}<tmx version="1.4"><header creationtool="t" '
        'creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" '
        'datatype="html"/><body>')


def unit(text):
    return (f'<tu><tuv xml:lang="en"><seg>{text}</seg></tuv>'
            '<tuv xml:lang="ro"><seg>x</seg></tuv></tu>')


def tmx(body, before=''):
    return (HEAD.format(before) + body + '</body></tmx>').encode()


def laughs():
    entities = '<!ENTITY a0 "ha">' + ''.join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return tmx(unit('&a11;'), f'<!DOCTYPE tmx [{entities}]>')


def book(path, sheet, shared=b'<sst/>'):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book_file:
        kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        for part, links in (('_rels/.rels', [('officeDocument', 'xl/workbook.xml')]),
                            ('xl/_rels/workbook.xml.rels',
                             [('worksheet', 'worksheets/sheet1.xml'),
                              ('sharedStrings', 'sharedStrings.xml')])):
            book_file.writestr(part, '<Relationships>' + ''.join(
                f'<Relationship Id="{"abc"[i]}" Type="{kind}{name}" Target="{target}"/>'
                for i, (name, target) in enumerate(links)) + '</Relationships>')
        book_file.writestr('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="A" '
                           'r:id="a"/></sheets></workbook>')
        book_file.writestr('xl/sharedStrings.xml', shared)
        book_file.writestr('xl/worksheets/sheet1.xml', sheet)


def make(folder):
    """Files that may not be accepted, but for MAY."""
    def put(name, data):
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(data)

    put('laughs.tmx', laughs())
    put('quadratic.tmx', tmx(unit('&a;' * 50000),
                             f'<!DOCTYPE tmx [<!ENTITY a "{"x" * 50000}">]>'))
    put('deep.tmx', tmx('<x>' * 100000))
    put('deep_segment.tmx', tmx('<tu><tuv xml:lang="en"><seg>' + '<hi>' * 100000))
    put('attribute.tmx', tmx('<tu tuid="' + 'x' * (50 << 20) + '"/>'))
    put('attributes.tmx', tmx('<tu ' + ''.join(f'a{i}="" ' for i in range(300000)) + '/>'))
    put('comment.tmx', HEAD.format('').encode() + b'<!--' + b'x' * (60 << 20))
    put('segment.tmx', tmx(unit('x' * (60 << 20))))
    blank = tmx('')[:-13] + b' ' * (1 << 20)
    with gzip.open(os.path.join(folder, 'bomb.tmx.gz'), 'wb') as file:
        file.write(blank)
        for _ in range(300):
            file.write(b' ' * (1 << 20))
    with zipfile.ZipFile(os.path.join(folder, 'bomb.tmx.zip'), 'w', zipfile.ZIP_DEFLATED) as pack:
        with pack.open('a.tmx', 'w', force_zip64=True) as file:
            for _ in range(300):
                file.write(b' ' * (1 << 20))
    book(os.path.join(folder, 'bomb.xlsx'), b' ' * (300 << 20))
    book(os.path.join(folder, 'shared.xlsx'),
         b'<worksheet><row>' + b'<c t="s"><v>0</v></c>' * 900 + b'</row></worksheet>',
         b'<sst><si><t>' + b'x' * (15 << 20) + b'</t></si></sst>')
    put('quotes.csv', b'en,ro\n"' + b'x,y\n' * (20 << 20))
    put('deep.xlf', b'<xliff version="1.2"><file>' + b'<group>' * 100000)
    put('deep.tbx', b'<martif><text><body>' + b'<x>' * 100000)
    put('long.properties', b'a=' + b'x' * (60 << 20))
    put('lines.properties', b'a=' + b'x\\\n' * (20 << 20))
    put('large.properties', b'a=b\n' * (17 << 20))
    put('long.strings', b'"a" = "' + b'x' * (60 << 20) + b'";')
    put('open.strings', b'"a" = "' + b'\\"' * (25 << 20))
    put('deep_strings.xml', b'<resources><string name="a">' + b'<b>' * 100000)
    put('codes_strings.xml',
        b'<resources><string name="a">' + b'<b/>' * 2000000 + b'</string></resources>')
    put('long.po', b'msgid ""\n' + b'"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"\n' * 2000000)


def main():
    failed = False
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bad:
        memory, one, out = (os.path.join(folder, n) for n in ('m.tm', 'one.tmx', 'out.tmx'))
        with open(one, 'wb') as file:
            file.write(tmx(unit('One.')))
        subprocess.run([PUNTE, 'import', '--tm', memory, one], check=True, capture_output=True)
        # What is made here must be refused for what is in it, not because nothing of it opens.
        plain, other = (os.path.join(folder, n) for n in ('plain.xlsx', 'other.tm'))
        book(plain, b'<worksheet><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></worksheet>',
             b'<sst><si><t>One.</t></si><si><t>x</t></si></sst>')
        subprocess.run([PUNTE, 'import', '--tm', other, '--from', 'en', '--to', 'ro', plain],
                       check=True, capture_output=True)

        def content():
            subprocess.run([PUNTE, 'export', '--tm', memory, '-o', out], check=True,
                           capture_output=True)
            with open(out, 'rb') as file:
                return file.read()

        before = content()
        # In a process of its own: a child's greatest memory counts that of its parent.
        maker = multiprocessing.Process(target=make, args=(bad,))
        maker.start()
        maker.join()
        for name in sorted(os.listdir(bad)):
            with tempfile.TemporaryFile() as said:
                process = subprocess.Popen(
                    [PUNTE, 'import', '--tm', memory, '--from', 'en', '--to', 'ro',
                     os.path.join(bad, name)], stdout=subprocess.DEVNULL, stderr=said)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                said.seek(0)
                lines = said.read().decode(errors='replace').replace(bad + '/', '').splitlines()
            megabytes = usage.ru_maxrss / 1024
            refused = process.returncode == 2 and len(lines) == 1
            good = ((refused or name in MAY) and content() == before and megabytes <= MOST_MB)
            failed = failed or not good
            print(f'{"ok  " if good else "FAIL"} {name:18} {process.returncode} '
                  f'{usage.ru_utime + usage.ru_stime:6.2f} s {megabytes:5.0f} MB  '
                  f'{lines[0][:120] if lines else ""}')
    return 1 if failed else 0


sys.exit(main())
