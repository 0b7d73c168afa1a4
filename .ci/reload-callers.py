"""Calls a service in dev mode from several threads until standard input ends; fails when an answer is not a 200.

Usage: reload-callers.py BASE TOKEN. Three callers open a connection for each call, one keeps its connection, one calls a
resource that takes a second, and one signs in again and again as clerk-js does.
"""

import collections
import http.client
import json
import sys
import threading
import urllib.parse

ADDRESS = urllib.parse.urlsplit(sys.argv[1]).netloc
TOKEN = sys.argv[2]
ORIGIN = "http://localhost:5173"
# A restart with a compilation on a busy machine.
TIMEOUT = 120

stop = threading.Event()
failures = []
outcomes = collections.defaultdict(collections.Counter)


class Client:
    """One caller. With `keep` it uses one connection while the server keeps it open, as browsers do."""

    def __init__(self, name, keep):
        self.name, self.keep, self.connection = name, keep, None

    def call(self, method, path, headers, body=None):
        reused = self.connection is not None
        if not reused:
            self.connection = http.client.HTTPConnection(ADDRESS, timeout=TIMEOUT)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except OSError as e:
            self.connection.close()
            self.connection = None
            if reused and isinstance(e, (ConnectionError, http.client.RemoteDisconnected)):
                # An idle connection may be closed at any time: the client sends the request anew (RFC 9112, 9.3.1).
                outcomes[self.name]["reconnected"] += 1
                return self.call(method, path, headers, body)
            self.fail(f"{method} {path}: {type(e).__name__} {e}")
            return None, {}
        if not self.keep or answer.will_close:
            self.connection.close()
            self.connection = None
        outcomes[self.name][answer.status] += 1
        if answer.status != 200:
            self.fail(f"{method} {path}: {answer.status} {content[:300].decode(errors='replace')}")
        return content, answer.headers

    def fail(self, text):
        failures.append(f"{self.name}: {text}")


def caller(client, path):
    while not stop.is_set():
        client.call("GET", path, {"Authorization": f"Bearer {TOKEN}"})
        stop.wait(0.1)


def visitor(client):
    while not stop.is_set():
        form = urllib.parse.urlencode({"strategy": "password", "identifier": "ada", "password": "clerk-dev"})
        headers = {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
        content, answer = client.call("POST", "/dev-clerk/v1/client/sign_ins", headers, form)
        session = content and json.loads(content).get("response", {}).get("created_session_id")
        if not session:
            stop.wait(0.1)
            continue
        cookies = "; ".join(cookie.split(";")[0] for cookie in answer.get_all("Set-Cookie") or [])
        path = f"/dev-clerk/v1/client/sessions/{session}/tokens"
        content, _ = client.call("POST", path, {"Origin": ORIGIN, "Cookie": cookies})
        if content:
            client.call("GET", "/auth/me", {"Authorization": "Bearer " + json.loads(content).get("jwt", "")})
        stop.wait(0.1)


jobs = [(caller, (Client(f"caller-{number}", False), "/reloaded")) for number in range(1, 4)]
jobs.append((caller, (Client("kept-connection", True), "/reloaded")))
jobs.append((caller, (Client("slow", False), "/reloaded/slow")))
jobs.append((visitor, (Client("visitor", True),)))
threads = [threading.Thread(target=job, args=arguments) for job, arguments in jobs]
for thread in threads:
    thread.start()
sys.stdin.read()
stop.set()
for thread in threads:
    thread.join()
for name, counts in sorted(outcomes.items()):
    print(f"{name}: " + ", ".join(f"{outcome}: {count}" for outcome, count in counts.items()))
for failure in failures:
    print("FAILED: " + failure)
expected = {job[1][0].name for job in jobs}
sys.exit(1 if failures or {name for name in outcomes if outcomes[name][200]} != expected else 0)
