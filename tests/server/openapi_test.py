#!/usr/bin/env python3
"""Walks every route of server/openapi.yaml: sends its example and holds the answer to its schema.

  openapi_test.py SOURCE_FOLDER PUNTE
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import yaml

source, punte = pathlib.Path(sys.argv[1]), sys.argv[2]
api = yaml.safe_load((source / "server" / "openapi.yaml").read_text())
failures = []


def resolved(node):
    while isinstance(node, dict) and "$ref" in node:
        target = api
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


def check(value, schema, where):
    """What of the schemas that are used here does not hold."""
    schema = resolved(schema)
    kind = schema.get("type")
    if kind and not isinstance(value, TYPES[kind]):
        failures.append(f"{where}: {value!r} is no {kind}")
        return
    if "enum" in schema and value not in schema["enum"]:
        failures.append(f"{where}: {value!r} is none of {schema['enum']}")
    if kind == "object":
        for name in schema.get("required", []):
            if name not in value:
                failures.append(f"{where}: “{name}” is missing")
        properties = schema.get("properties")
        for name, member in value.items():
            if properties is None:
                break
            if name not in properties:
                failures.append(f"{where}: “{name}” is not described")
            else:
                check(member, properties[name], f"{where}.{name}")
    if kind == "array" and "items" in schema:
        for number, item in enumerate(value):
            check(item, schema["items"], f"{where}[{number}]")


def send(base, method, path, body=None, kind="application/json"):
    request = urllib.request.Request(base + path, data=body, method=method)
    if body is not None:
        request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


# What deletes a memory gets one that nothing else needs.
DELETED = {"/api/v1/memories/{memory}": "made", "/t5memory/{memory}": "other"}


def walk(base):
    # Deletions come last; what they delete is still needed before.
    order = {"get": 1, "post": 0, "put": 2, "delete": 3}
    operations = [(order[method], path, method, operation) for path, item in api["paths"].items()
                  for method, operation in item.items()]
    # What is taken back is still needed before.
    operations.sort(key=lambda one: (one[1].endswith("/undo"), one[0]))
    for _, path, method, operation in operations:
        address = (path.replace("{memory}", DELETED.get(path, "sample") if method == "delete" else "sample")
                   .replace("{id}", "1").replace("{job}", "1" if method != "get" or "file" not in path else "2")
                   .replace("{from}", "en").replace("{to}", "ro").replace("{text*}", "A%20text"))
        if path == "/tmserver/{from}/{to}/unit/":
            address += "?source=A%20text&memory=sample"
        elif path.startswith("/tmserver"):
            address += "?memory=sample"
        elif path.startswith("/mymemory"):
            address += "?q=A%20text&seg=A%20text&tra=Un%20text&langpair=en%7Cro&memory=sample"
        elif path.startswith(("/libretranslate/languages", "/deepl/v2/languages")):
            address += "?memory=sample"
        body, kind = None, "application/json"
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            example = dict(content["application/json"]["example"])
            known = resolved(content["application/json"]["schema"]).get("properties", {})
            check(example, content["application/json"]["schema"], f"{method} {path}: example")
            if "memory" in known:
                example["memory"] = "sample"
            body = json.dumps(example).encode()
        elif content:
            body, kind = (source / "samples" / "memory.tmx").read_bytes(), "application/octet-stream"
            address += "?name=memory.tmx"
        elif path.startswith("/tmserver") and method in ("post", "put"):
            body = json.dumps({"source": "A text", "target": "Un text"}).encode()
        status, headers, answer = send(base, method.upper(), address, body, kind)
        where = f"{method} {path}"
        if str(status) not in operation["responses"]:
            failures.append(f"{where}: {status} is not described: {answer[:200]!r}")
            continue
        described = resolved(operation["responses"][str(status)]).get("content", {})
        if not described:
            continue
        media = headers["Content-Type"].split(";")[0]
        if media not in described:
            failures.append(f"{where}: {media} is not described")
        elif "schema" in described[media]:
            check(json.loads(answer), described[media]["schema"], where)
        if status == 202:
            deadline = time.time() + 60
            while json.loads(send(base, "GET", json.loads(answer)["address"])[2])["state"] in ("waiting", "running"):
                if time.time() > deadline:
                    failures.append(f"{where}: the job does not end")
                    break
                time.sleep(0.05)


with tempfile.TemporaryDirectory() as folder:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "XDG_CONFIG_HOME": folder, "HOME": folder}
    memories = pathlib.Path(folder) / "memories"
    memories.mkdir()
    subprocess.run([punte, "import", source / "samples" / "memory.tmx", "--tm", memories / "sample.tm"],
                   check=True, env=environment, capture_output=True)
    server = subprocess.Popen([punte, "serve", "--tm-folder", memories, "--listen", f"127.0.0.1:{port}"],
                              env=environment, stderr=subprocess.PIPE, text=True)
    try:
        server.stderr.readline()
        walk(f"http://127.0.0.1:{port}")
        # Words for people are in their language, the code is for programs.
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/lookup", data=b"{}",
                                         headers={"Accept-Language": "ro-RO,ro;q=0.9,en;q=0.8"})
        try:
            urllib.request.urlopen(request, timeout=60)
            failures.append("an empty look-up was answered")
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read())
            if problem["code"] != "invalid-argument" or "lipsește" not in problem["detail"]:
                failures.append(f"not in Romanian: {problem}")
    finally:
        server.send_signal(signal.SIGTERM)
        if server.wait(timeout=30) != 0:
            failures.append(f"the server ended with {server.returncode}")

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
