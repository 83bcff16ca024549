"""Records what the real HTTP steps of Buildbot do with cases of the suite `wire`.

    pip install buildbot==4.3.0 txrequests==0.9.6 requests==2.34.2 urllib3==2.8.0 Twisted==26.10.0
    python record.py wire/neighbours.json > recorded.json

Prints the cases with a new `expect` each. Only `error_kind` is kept: it is given by hand. Cases with TLS, secrets or
placeholders for fixtures other than `{fixture:.}` can't be recorded.
"""

import base64
import json
import os
import re
import socket
import sys
import tempfile
import threading
import time

import requests
import urllib3
from buildbot.process.buildstep import create_step_from_step_or_factory
from buildbot.process.properties import Interpolate, Properties, Property
from buildbot.process.results import SUCCESS, Results
from buildbot.steps import http
from twisted.internet import defer
from twisted.trial.unittest import SynchronousTestCase

PROXY_VARIABLES = re.compile(r"(?i).*_proxy$|REQUESTS_CA_BUNDLE$|CURL_CA_BUNDLE$|NETRC$")


class Server:
    """Listeners that record requests and take the replies of one step in turn."""

    def __init__(self):
        self.lock = threading.Lock()
        self.connections = 0
        self.begin([])

    def begin(self, replies):
        self.replies = [reply for reply in replies for _ in range(reply.get("repeat", 1))]
        self.requests = []

    def listen(self, name):
        listener = socket.create_server(("127.0.0.1", 0))

        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=self.guard, args=(name, connection), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return listener.getsockname()[1]

    def guard(self, name, connection):
        try:
            self.serve(name, connection)
        except (OSError, ValueError) as error:
            print(f"{name}: {error}", file=sys.stderr)
        finally:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()

    def serve(self, name, connection):
        stream = connection.makefile("rb")
        number = None
        while line := stream.readline():
            if number is None:
                with self.lock:
                    number, self.connections = self.connections, self.connections + 1
            request = {"at": name, "conn": number}
            read_request(request, line, stream, connection)
            with self.lock:
                self.requests.append(request)
                reply = self.replies.pop(0) if self.replies else None
            if reply is None or reply.get("fault") == "close_before_response":
                return
            time.sleep(reply.get("delay_ms", 0) / 1000)
            connection.sendall(encoded(reply))
            if reply.get("close") or reply.get("fault"):
                return


def read_request(request, line, stream, connection):
    """Reads a request whose first line has come, as a recording has it."""
    method, target, version = line.decode("latin-1").rstrip("\r\n").split(" ")
    headers = []
    while (field := stream.readline().decode("latin-1")) not in ("\r\n", "\n", ""):
        name, value = field.rstrip("\r\n").split(":", 1)
        headers.append([name, value.removeprefix(" ")])
    request.update(method=method, target=target, headers=headers)
    if version != "HTTP/1.1":
        request["version"] = version
    framing = {name.lower(): value for name, value in headers}
    body = b""
    if "content-length" in framing:
        length = int(framing["content-length"])
        connection.settimeout(2)
        try:
            while len(body) < length and (part := stream.read1(length - len(body))):
                body += part
        except TimeoutError:
            request["stalled"] = True
        connection.settimeout(None)
    elif framing.get("transfer-encoding") == "chunked":
        raw = b""
        while True:
            size = stream.readline()
            chunk = stream.read(int(size.split(b";")[0], 16))
            raw += size + chunk + stream.readline()
            body += chunk
            if not chunk:
                break
        request["raw_body_b64"] = base64.b64encode(raw).decode()
    request["body_b64"] = base64.b64encode(body).decode()


def encoded(reply):
    if "raw_b64" in reply:
        return base64.b64decode(reply["raw_b64"])
    lines = [f"{reply.get('version', 'HTTP/1.1')} {reply['status']} {reply.get('reason', '')}"]
    lines += [f"{name}: {value}" for name, value in reply["headers"]]
    head = "\r\n".join(lines) + "\r\n\r\n"
    return head.encode("latin-1") + base64.b64decode(reply.get("body_b64", ""))


class Log:
    def __init__(self, name):
        self.name = name
        self.chunks = []

    def addHeader(self, text):
        self.chunks.append(["h", text])

    def addStdout(self, text):
        self.chunks.append(["o", text])

    def addStderr(self, text):
        self.chunks.append(["e", text])

    def finish(self):
        pass


def argument(value):
    """A value of a case as Python has it."""
    if isinstance(value, list):
        return [argument(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$property" in value:
        options = {"default": argument(value["default"])} if "default" in value else {}
        if "default_when_false" in value:
            options["defaultWhenFalse"] = value["default_when_false"]
        return Property(value["$property"], **options)
    if "$interpolate" in value:
        args, kwargs = argument(value.get("args", [])), argument(value.get("kwargs", {}))
        return Interpolate(value["$interpolate"], *args, **kwargs)
    if "$bytes_b64" in value:
        return base64.b64decode(value["$bytes_b64"])
    if "$tuple" in value:
        return tuple(argument(value["$tuple"]))
    if "$dict" in value:
        return {argument(key): argument(item) for key, item in value["$dict"]}
    if "$float" in value:
        return float(value["$float"])
    if "$int" in value:
        return int(value["$int"])
    return {key: argument(item) for key, item in value.items()}


def run(arguments, properties):
    """Runs a step. Returns its result, its state string, its logs, and the error it ended with."""
    arguments = dict(arguments)
    step = getattr(http, arguments.pop("class"))(**argument(arguments))
    step = create_step_from_step_or_factory(step)
    logs = {}

    def add_log(name):
        slugs = [name] + [f"{name}_{number}" for number in range(2, 100)]
        slug = next(slug for slug in slugs if slug not in logs)
        logs[slug] = Log(name)
        return logs[slug]

    step.addLog = add_log
    result = error = None
    try:
        for name in step.renderables:
            rendered = defer.maybeDeferred(properties.render, getattr(step, name))
            setattr(step, name, SynchronousTestCase().successResultOf(rendered))
        ended = []
        step.run().addBoth(ended.append)
        if hasattr(ended[0], "raiseException"):
            ended[0].raiseException()
        result = ended[0]
    except Exception as raised:
        error = raised
    words = [step.descriptionDone, step.descriptionSuffix]
    words = [word if isinstance(word, str) else " ".join(map(str, word)) for word in words if word]
    ending = "exception" if error else Results[result]
    if error or result != SUCCESS:
        words.append(f"({ending})")
    return ending.upper(), " ".join(words), logs, error


def record(part, kind, server, properties):
    """What comes of a step."""
    server.begin(part["server"])
    expect = {
        "requests": server.requests,
        "result": None,
        "state_string": None,
        "logs": {},
        "config_error": None,
        "exception": None,
    }
    try:
        result, state, logs, error = run(part["step"], properties)
    except Exception as refusal:
        name = type(refusal).__name__
        expect["config_error"] = f"{refusal}" if name == "ConfigErrors" else f"{name}: {refusal}"
        return expect
    expect.update(result=result, state_string=state)
    for slug, log in logs.items():
        expect["logs"][slug] = {"chunks": log.chunks}
        if log.name != slug:
            expect["logs"][slug]["name"] = log.name
    if error:
        module = type(error).__module__.replace("builtins", "")
        name = ".".join(filter(None, [module, type(error).__name__]))
        expect.update(exception=f"{name}: {error}", other_logs=["err_text", "err_html"])
    if error or result == "FAILURE" and "content" not in logs:
        expect["error_kind"] = kind
    return expect


def replaced(value, texts):
    """A value with texts in place of others, keys and base64 of bodies included."""
    if isinstance(value, str):
        for old, new in texts:
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [replaced(item, texts) for item in value]
    if isinstance(value, dict):
        return {replaced(key, texts): replaced(item, texts) for key, item in value.items()}
    return value


def with_placeholders(expect, ports, folder):
    origins = [(f"http://127.0.0.1:{port}", "{" + name + "}") for name, port in ports.items()]
    texts = origins + [(f"http://localhost:{ports['origin']}", "{origin_localhost}"), (folder, "{fixture:.}")]
    numbers = {"origin": "{port}", "origin2": "{port2}", "proxy": "{port_proxy}"}
    texts += [(str(port), numbers[name]) for name, port in ports.items()]
    texts += [
        (f"python-requests/{requests.__version__}", "python-requests/{requests_version}"),
        (f"python-urllib3/{urllib3.__version__}", "python-urllib3/{urllib3_version}"),
    ]
    for request in expect["requests"]:
        body = base64.b64decode(request["body_b64"])
        if boundary := re.match(rb"--([0-9a-f]{32})(?:--)?\r\n", body):
            texts.append((boundary[1].decode(), "{boundary}"))
            body = body.replace(boundary[1], b"{boundary}")
            request["body_b64"] = base64.b64encode(body).decode()
    return replaced(expect, texts)


def main():
    for name in filter(PROXY_VARIABLES.match, list(os.environ)):
        del os.environ[name]
    os.environ["HOME"] = tempfile.mkdtemp()
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        server = Server()
        ports = {name: server.listen(name) for name in ("origin", "origin2", "proxy")}
        refused = socket.socket()
        refused.bind(("127.0.0.1", 0))
        folder = tempfile.mkdtemp()
        values = [
            ("{origin_localhost}", f"http://localhost:{ports['origin']}"),
            ("{refused}", f"http://127.0.0.1:{refused.getsockname()[1]}"),
            ("{port}", str(ports["origin"])),
            ("{port2}", str(ports["origin2"])),
            ("{port_proxy}", str(ports["proxy"])),
            ("{fixture:.}", folder),
        ]
        values += [("{" + name + "}", f"http://127.0.0.1:{port}") for name, port in ports.items()]
        properties = Properties()
        for name, value in replaced(case.get("properties", {}), values).items():
            properties.setProperty(name, value, "case")
        properties.build = object()
        http.setSession(requests.Session())
        environment = replaced(case.get("env", {}), values)
        os.environ.update(environment)
        for part in case.get("steps", [case]):
            kind = part.get("expect", {}).get("error_kind")
            given = replaced({"step": part["step"], "server": part["server"]}, values)
            expect = record(given, kind, server, properties)
            part["expect"] = with_placeholders(expect, ports, folder)
        for name in environment:
            del os.environ[name]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    print(f"[{lines}]", flush=True)
    # Threads of listeners go on for ever.
    os._exit(0)


main()
