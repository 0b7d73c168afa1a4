"""The processes of a measurement: the stand-in for Clerk, the service and wrk, with their data from /proc."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ISSUER = "https://clerk.bench.test"
ORIGIN = "https://app.bench.test"
SIGNING_SECRET = base64.b64encode(b"the signing secret of the bench").decode()
TICKS_MS = 1000 / os.sysconf("SC_CLK_TCK")


def need(program, package):
    if shutil.which(program):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {package} >&2",
                       shell=True, check=True)
    else:
        raise SystemExit(f"bench: {program} is missing. Debian and Ubuntu: sudo apt-get install {package}")


def exchange(port, method, path, token=None):
    """The status, the headers and the body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, headers={"Authorization": f"Bearer {token}"} if token else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheaders(), body


def call(port, method, path, token=None):
    """The status and the body of one answer."""
    status, _, body = exchange(port, method, path, token)
    return status, body.decode()


def wait_for(process, port, path, name):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if call(port, "GET", path)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"bench: {name} did not start")


def cpu_ms(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICKS_MS  # utime and stime, proc(5)


class Stage:
    """Starts the stand-in and the service, on the given port and the two after it, and ends both at the end."""

    def __init__(self, java, command, port):
        self.java, self.command, self.port, self.clerk_port = java, command, port, port + 2
        self.files = tempfile.TemporaryDirectory()
        self.minted = 0

    def __enter__(self):
        log = open(pathlib.Path(self.files.name) / "log", "w")
        self.clerk = subprocess.Popen(
            [self.java, "-Dsun.net.httpserver.nodelay=true", HERE / "Clerk.java", str(self.clerk_port), ISSUER, ORIGIN],
            stdout=log, stderr=log)
        self.service = None
        try:
            wait_for(self.clerk, self.clerk_port, "/calls", "the stand-in for Clerk")
            self.service = self.launch(self.port)
            self.wait_until_ready(self.service, self.port)
        except SystemExit:
            print(open(log.name).read())
            self.__exit__()
            raise
        return self

    def launch(self, port, command=None):
        """Starts the service on the port, and its management on the next one."""
        with open(pathlib.Path(self.files.name) / "log", "a") as log:
            return subprocess.Popen(command or self.command, stdout=log, stderr=log, env=self.environment(port),
                                    cwd=self.files.name)

    @staticmethod
    def wait_until_ready(service, port):
        wait_for(service, port + 1, "/q/health/ready", "the service")

    def __exit__(self, *error):
        for process in filter(None, (self.service, self.clerk)):
            process.terminate()
        for process in filter(None, (self.service, self.clerk)):
            process.wait(20)
        self.files.cleanup()

    def environment(self, port):
        """The variables of a deployment, without any other Clerk or Quarkus variable of this shell."""
        clerk = f"http://127.0.0.1:{self.clerk_port}"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("CLERK_", "QUARKUS_", "REDIS_"))}
        return clean | {
            "CLERK_JWKS_URL": clerk + "/.well-known/jwks.json", "CLERK_ISSUER": ISSUER, "CLERK_API_URL": clerk,
            "CLERK_SECRET_KEY": "sk_test_bench", "CLERK_AUTHORIZED_PARTIES": ORIGIN,
            "CLERK_WEBHOOK_SIGNING_SECRET": "whsec_" + SIGNING_SECRET,
            "QUARKUS_HTTP_HOST": "127.0.0.1", "QUARKUS_HTTP_PORT": str(port),
            "QUARKUS_MANAGEMENT_HOST": "127.0.0.1", "QUARKUS_MANAGEMENT_PORT": str(port + 1),
            "QUARKUS_SHUTDOWN_DELAY": "0s"}

    def mint(self, count):
        """Issues tokens of users and sessions that no other call returned."""
        body = call(self.clerk_port, "GET", f"/tokens?from={self.minted}&count={count}")[1]
        self.minted += count
        return body.split()

    def file(self, tokens):
        handle, path = tempfile.mkstemp(dir=self.files.name)
        with os.fdopen(handle, "w") as lines:
            lines.write("\n".join(tokens) + "\n")
        return path

    def mood(self, mood):
        call(self.clerk_port, "PUT", f"/mood/{mood}")

    def calls(self):
        return json.loads(call(self.clerk_port, "GET", "/calls")[1])

    def cpu_ms(self):
        return cpu_ms(self.service.pid)

    def status(self, name):
        for line in pathlib.Path(f"/proc/{self.service.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])

    def rss_mb(self):
        return self.status("VmRSS") / 1024

    def files_open(self):
        return len(os.listdir(f"/proc/{self.service.pid}/fd"))

    def start_load(self, path, expected, tokens=None, seconds=5, connections=32, threads=2, once=False, delay=None,
                   port=None):
        arguments = [path, str(expected), f"threads={threads}"]
        arguments += [f"tokens={tokens}"] if tokens else []
        arguments += ["once"] if once else []
        arguments += [f"delay={delay}"] if delay else []
        return subprocess.Popen(
            ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "-s", HERE / "load.lua",
             f"http://127.0.0.1:{port or self.port}", "--", *arguments], stdout=subprocess.PIPE, text=True)

    @staticmethod
    def finish_load(load):
        output = load.communicate()[0]
        try:
            return json.loads(output.strip().splitlines()[-1])
        except (ValueError, IndexError):
            raise SystemExit("bench: wrk failed:\n" + output)

    def revoke(self, count):
        """Sends signed webhooks about revoked sessions. No scenario uses these sessions."""
        deliveries = [self.delivery(number) for number in range(count)]
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            answers = connection.makefile("rb")
            for batch in (deliveries[i:i + 50] for i in range(0, count, 50)):
                connection.sendall(b"".join(batch))
                for _ in batch:
                    status = answers.readline().split()[1]
                    while answers.readline().strip():
                        pass
                    if status != b"204":
                        raise SystemExit(f"bench: a webhook was answered with {status.decode()}")

    @staticmethod
    def delivery(number):
        now, message = int(time.time()), f"msg_{number}"
        body = json.dumps({
            "type": "session.revoked", "object": "event", "timestamp": now * 1000, "instance_id": "ins_bench",
            "data": {"object": "session", "id": f"sess_other{number:08}", "user_id": "user_other",
                     "status": "revoked", "updated_at": now * 1000}})
        digest = hmac.digest(base64.b64decode(SIGNING_SECRET), f"{message}.{now}.{body}".encode(), hashlib.sha256)
        return (f"POST /webhooks/clerk HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                f"svix-id: {message}\r\nsvix-timestamp: {now}\r\n"
                f"svix-signature: v1,{base64.b64encode(digest).decode()}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}").encode()
