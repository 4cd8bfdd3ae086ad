#!/usr/bin/env python3
"""What the server said is in the memory is there after it was killed.

  kill_test.py PUNTE [TIMES]
"""
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

punte, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
draw = random.Random(1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(port, worker, acknowledged):
    """Adds units until the server is gone; keeps those that it said it has."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            text = f"Text {worker} {draw.random()}"
            connection.request("POST", "/api/v1/units", json.dumps(
                {"source": text, "target": "Textul " + text, "from": "en", "to": "ro"}))
            if json.loads(connection.getresponse().read())["added"]:
                acknowledged.append(text)
    except (OSError, http.client.HTTPException):
        pass


with tempfile.TemporaryDirectory() as folder:
    environment = {**os.environ, "XDG_CONFIG_HOME": folder, "HOME": folder}
    memory = pathlib.Path(folder) / "m.tm"
    acknowledged = []
    for _ in range(times):
        port = free_port()
        server = subprocess.Popen([punte, "serve", "--tm", memory, "--listen", str(port)], env=environment,
                                  stderr=subprocess.PIPE, text=True)
        server.stderr.readline()
        writers = [threading.Thread(target=write, args=(port, worker, acknowledged)) for worker in range(4)]
        for writer in writers:
            writer.start()
        time.sleep(0.05 + draw.random() / 5)
        server.send_signal(signal.SIGKILL)
        server.wait()
        for writer in writers:
            writer.join()
    check = subprocess.run([punte, "tm", "check", "--tm", memory], env=environment, capture_output=True, text=True)
    units = subprocess.run([punte, "export", "--tm", memory, "-o", "-", "--format", "tsv", "--from", "en", "--to", "ro"],
                           env=environment, capture_output=True, text=True).stdout
    there = {line.split("\t")[0] for line in units.splitlines()}
    lost = [text for text in acknowledged if text not in there]
    print(f"{times} times killed, {len(acknowledged)} units acknowledged, {len(lost)} lost")
    if check.returncode != 0:
        print(check.stdout, check.stderr)
    sys.exit(1 if lost or not acknowledged or check.returncode != 0 else 0)
