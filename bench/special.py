"""Scenarios with two loads at once, or with Clerk or the service in another state. They have no ratio to the floor."""

from scenarios import unknown_kids


def run(bench, names):
    if not names:
        return
    print("\n| scenario | status | requests/s | p50 ms | p99 ms | CPU-ms/request | calls to Clerk: keys, users |")
    print("|---|---|---|---|---|---|---|")
    for name in names:
        SCENARIOS[name](bench)


def measured(bench, title, path, status, tokens, seconds, **how):
    calls, cpu = bench.stage.calls(), bench.service.cpu_ms()
    result = bench.load(path, status, tokens=tokens, seconds=seconds, **how)
    row(title, status, result, f"{(bench.service.cpu_ms() - cpu) / max(1, result['requests']):.4f}",
        since(bench, calls))


def row(title, status, result, cpu, calls):
    cells = [title, status, f"{result['requests'] / result['seconds']:.0f}", f"{result['p50']:.2f}",
             f"{result['p99']:.2f}", cpu, calls]
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def since(bench, before):
    now = bench.stage.calls()
    return f"{now['keys'] - before['keys']}, {now['users'] - before['users']}"


def kid_flood(bench):
    """10,000 unknown key ids, about 2,000 a second, beside requests with a valid token on 8 connections."""
    stage = bench.stage
    one, flood = stage.file(stage.mint(1)), stage.file(unknown_kids(stage, 10000))
    few = {"connections": 8, "threads": 1}
    bench.load("/auth/session", 200, tokens=one, seconds=bench.chosen.warm_up, **few)
    measured(bench, "valid tokens, quiet (8 connections)", "/auth/session", 200, one, 6, **few)
    calls = stage.calls()
    valid = bench.start("/auth/session", 200, tokens=one, seconds=6, **few)
    unknown = bench.start("/auth/session", 401, tokens=flood, seconds=6, once=True, delay=3, **few)
    # The CPU time of one process cannot be divided between two loads.
    unknown, valid = bench.finish(unknown), bench.finish(valid)
    row("valid tokens, meanwhile", 200, valid, "–", "–")
    row("10000 unknown key ids", 401, unknown, "–", since(bench, calls))


def clerk_hangs(bench):
    """Known users are served as before. Unknown users are answered with 503 within the time budget."""
    stage, seconds = bench.stage, bench.chosen.seconds
    one = stage.file(stage.mint(1))
    bench.load("/auth/me", 200, tokens=one, seconds=2)
    stage.mood("hang")
    try:
        measured(bench, "Clerk hangs: /auth/session", "/auth/session", 200, one, seconds)
        measured(bench, "Clerk hangs: /auth/me, known user", "/auth/me", 200, one, seconds)
        measured(bench, "Clerk hangs: /auth/me, unknown users", "/auth/me", 503, stage.file(stage.mint(1000)), 8)
    finally:
        stage.mood("normal")


def revocations(bench):
    """The same requests before and after the service has learned of revoked sessions."""
    stage, chosen = bench.stage, bench.chosen
    one = stage.file(stage.mint(1))
    for count in (0, chosen.revoked):
        stage.revoke(count)
        bench.load("/auth/session", 200, tokens=one, seconds=chosen.warm_up)
        measured(bench, f"/auth/session, {count} revocations held", "/auth/session", 200, one, 2 * chosen.seconds)


SCENARIOS = {"kid-flood": kid_flood, "clerk-hangs": clerk_hangs, "revocations": revocations}
