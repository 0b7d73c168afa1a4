"""The servers that are measured beside the service: the floor, and another package of the service."""

import contextlib
import os
import pathlib
import re
import subprocess

from stage import HERE, cpu_ms, exchange, wait_for

FLOOR = HERE / "floor"
POM = HERE.parent / "pom.xml"
VERSIONS = ("quarkus.platform.version", "netty.version", "compiler-plugin.version")
WRITTEN_BY_QUARKUS_REST = {"content-type", "content-length"}


class Server:
    def __init__(self, name, process, port):
        self.name, self.process, self.port = name, process, port

    def cpu_ms(self):
        return cpu_ms(self.process.pid)


@contextlib.contextmanager
def started(servers):
    try:
        yield servers
    finally:
        for server in servers:
            server.process.terminate()
            server.process.wait(20)


def build(no_build):
    """The package of the floor, with the versions of the service's own pom."""
    package = HERE.parent / "target/floor/quarkus-app/quarkus-run.jar"
    if no_build and package.exists():
        return package
    pom = POM.read_text()
    versions = [f"-D{name}=" + re.search(f"<{re.escape(name)}>(.*?)<", pom)[1] for name in VERSIONS]
    subprocess.run([HERE.parent / "mvnw", "-q", "-B", "-ntp", "-f", FLOOR / "pom.xml", "package", *versions],
                   cwd=HERE.parent, check=True)
    return package


def start_floor(stage, command, port):
    """The floor gives the answers that the service gives now to the same requests."""
    token = stage.mint(1)[0]
    answers = pathlib.Path(stage.files.name, "answers")
    answers.mkdir()
    for name, path in (("public", "/"), ("session", "/auth/session"), ("me", "/auth/me"), ("verify", "/auth/verify")):
        status, headers, body = exchange(stage.port, "GET", path, None if name == "public" else token)
        if status >= 400:
            raise SystemExit(f"bench: {path} was answered with {status}")
        (answers / f"{name}.headers").write_text("".join(
            f"{key}: {value}\n" for key, value in headers if key.lower() not in WRITTEN_BY_QUARKUS_REST))
        (answers / f"{name}.body").write_bytes(body)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("QUARKUS_")}
    environment |= {"QUARKUS_HTTP_HOST": "127.0.0.1", "QUARKUS_HTTP_PORT": str(port), "FLOOR_ANSWERS": str(answers)}
    with open(pathlib.Path(stage.files.name) / "floor.log", "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=stage.files.name)
    wait_for(process, port, "/", "the floor")
    return [Server("floor", process, port)]


def start_other(stage, run, package, port):
    """Another package of the service, on the port and the one after it; none without a package."""
    if not package:
        return []
    process = stage.launch(port, [*run, package.resolve()])
    stage.wait_until_ready(process, port)
    return [Server("before", process, port)]
