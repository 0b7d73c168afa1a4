"""What is requested in each scenario, and what the floor answers in its place."""

import base64
import collections
import json
import secrets

# title; path; expected status; the floor's path, where it answers the same request without a look at the token; whether
# each token is sent once
Scenario = collections.namedtuple("Scenario", "title path status floor once", defaults=(False,))

SCENARIOS = {
    "public": Scenario("public", "/", 200, "/"),
    "session": Scenario("session, one token", "/auth/session", 200, "/auth/session"),
    "session-many": Scenario("session, {many} tokens", "/auth/session", 200, "/auth/session"),
    "whoami": Scenario("whoami, one session token", "/auth/whoami", 200, "/auth/session"),
    "api-key": Scenario("whoami, one API key", "/auth/whoami", 200, "/auth/session"),
    "me": Scenario("me, one user", "/auth/me", 200, "/auth/me"),
    "me-many": Scenario("me, {users} users", "/auth/me", 200, "/auth/me"),
    "verify": Scenario("verify (forward auth)", "/auth/verify", 204, "/auth/verify"),
    "bad-signature": Scenario("a bad signature seen before", "/auth/session", 401, "/"),
    "garbage": Scenario("garbage", "/auth/session", 401, "/"),
    "unknown-kids": Scenario("10000 unknown key ids, over and over", "/auth/session", 401, "/"),
    "first-seen": Scenario("session, each token for the first time", "/auth/session", 200, "/auth/session", True),
}


def tokens(name, stage, chosen):
    """The file of the tokens of a scenario, or None."""
    if name == "public":
        return None
    if name == "api-key":
        return stage.file(["ak_" + secrets.token_hex(16)])
    if name == "session-many":
        return stage.file(stage.mint(chosen.many))
    if name == "me-many":
        return stage.file(stage.mint(chosen.users))
    if name == "first-seen":
        return stage.file(stage.mint(chosen.fresh))
    if name == "bad-signature":
        header, claims, signature = stage.mint(1)[0].split(".")
        # Not the last character: some of its bits are unused, and a set one makes the token malformed.
        return stage.file([f"{header}.{claims}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"])
    if name == "unknown-kids":
        return stage.file(unknown_kids(stage, 10000))
    if name == "garbage":
        return stage.file([".".join(base64url(secrets.token_bytes(size)) for size in (60, 300, 256))
                           for _ in range(5000)])
    return stage.file(stage.mint(1))


def unknown_kids(stage, count):
    claims = stage.mint(1)[0].split(".")[1]
    return [unknown_kid(claims) for _ in range(count)]


def unknown_kid(claims):
    header = json.dumps({"alg": "RS256", "kid": "ins_" + secrets.token_hex(8), "typ": "JWT"}).encode()
    return f"{base64url(header)}.{claims}.{base64url(secrets.token_bytes(256))}"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
