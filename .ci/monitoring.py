"""Holds the alerts and the dashboard to what the service serves. Called by .ci/monitoring."""

import json
import re
import sys

SERIES = re.compile(r"^([a-z0-9_]+)(?:\{(.*)})? \S+$")
# Prometheus adds these when it scrapes.
OF_THE_SCRAPE = {"job", "instance", "namespace", "pod", "le"}
NAME = re.compile(r"\b(?:clerk_guard|jvm|process|netty|system|http)_[a-z0-9_]+")
SELECTOR = re.compile(r"\b([a-z0-9_]+)\{([^}]*)}")
LABEL = re.compile(r'([a-z_]+)\s*(=~|!~|!=|=)\s*"([^"]*)"')
# Its outcomes appear with the first delivery of a type.
BY_AND_BY = {"clerk_guard_webhook_events_total"}


def served(path):
    """The values of each label, by metric."""
    metrics = {}
    for line in open(path):
        match = SERIES.match(line.strip())
        if match:
            labels = metrics.setdefault(match.group(1), {})
            for name, _, value in LABEL.findall(match.group(2) or ""):
                labels.setdefault(name, set()).add(value)
    return metrics


def faults(where, expression, metrics):
    for name in NAME.findall(expression):
        if name not in metrics:
            yield f"{where}: there is no metric {name}"
    for name, selector in SELECTOR.findall(expression):
        for label, operator, value in LABEL.findall(selector):
            if label in OF_THE_SCRAPE or name not in metrics:
                continue
            known = metrics[name].get(label, set())
            if not known:
                yield f"{where}: {name} has no label {label}"
            elif name not in BY_AND_BY and not any(re.fullmatch(value, one) for one in known):
                yield f"{where}: {name} has no {label} that is {value}"
            elif "~" in operator and "(" not in value:
                for one in set(value.split("|")) - known - ({value} if name in BY_AND_BY else set()):
                    yield f"{where}: {name} has no {label} that is {one}"


def main(scrape, alerts, tests, dashboard, rules):
    metrics = served(scrape)
    panels = [panel for panel in json.load(open(dashboard))["panels"] if panel["type"] != "row"]
    expressions = [(panel["title"], target["expr"]) for panel in panels for target in panel["targets"]]
    found = [fault for where, text in expressions for fault in faults("dashboard, " + where, text, metrics)]
    found += faults("alerts", open(alerts).read(), metrics)

    names = re.findall(r"- alert: (\w+)", open(alerts).read())
    tested = re.findall(r"- name: (\w+) (fires|does not fire)", open(tests).read())
    found += [f"{name} has no test that it {what}" for name in names for what in ("fires", "does not fire")
              if (name, what) not in tested]

    # Grafana's variables have values there; as rules the expressions can be parsed by promtool.
    with open(rules, "w") as file:
        file.write("groups:\n  - name: dashboard\n    rules:\n")
        for i, (_, expression) in enumerate(expressions):
            plain = re.sub(r"\$(job|instance)\b", ".*", expression.replace("$__rate_interval", "5m"))
            file.write(f"      - record: dashboard:expression:{i}\n        expr: {json.dumps(plain)}\n")

    print("\n".join(found) or f"ok: {len(expressions)} expressions of {len(panels)} panels, {len(names)} alerts, {len(metrics)} metrics")
    sys.exit(bool(found))


main(*sys.argv[1:])
