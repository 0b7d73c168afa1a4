"""Loads the servers in turn, and divides the CPU time of each by its requests."""

import statistics

from scenarios import SCENARIOS, tokens
from server import Server
from stage import call


class Bench:
    def __init__(self, stage, chosen):
        self.stage, self.chosen, self.failures = stage, chosen, 0
        self.service = Server("service", stage.service, stage.port)

    def compare(self, names, floors, others):
        """Measures every server in every scenario. Returns the ratio of each scenario to the floor."""
        if not names:
            return {}
        servers = [*floors, *others, self.service]
        files = {name: tokens(name, self.stage, self.chosen) for name in names}
        for name in names:
            for _ in range(6 if name == "first-seen" else 1):  # The JIT is done with RSA after 150,000 tokens.
                for server in servers:
                    self.measure(server, name, files[name], self.chosen.warm_up)
        rounds = {name: [] for name in names}
        # In turn: a disturbance of the machine does not hit all rounds of one scenario.
        for _ in range(self.chosen.rounds):
            for name in names:
                rounds[name].append({server.name: self.measure(server, name, files[name], self.chosen.seconds)
                                     for server in servers})
        print("| scenario | requests/s | p50 ms | p99 ms | floor, CPU-ms | "
              + ("before, CPU-ms | before ÷ floor | " if others else "") + "CPU-ms | ÷ floor |")
        print("|---|---|---|---|---|" + ("---|---|" if others else "") + "---|---|")
        return {name: self.row(name, rounds[name]) for name in names}

    def row(self, name, rounds):
        def median(value):
            return statistics.median(value(one) for one in rounds)

        service = sorted((one["service"] for one in rounds), key=lambda one: one["cpu"])[len(rounds) // 2]
        cells = [SCENARIOS[name].title.format(**vars(self.chosen)), f"{service['requests'] / service['seconds']:.0f}",
                 f"{service['p50']:.2f}", f"{service['p99']:.2f}"]
        for server in rounds[0]:
            cells.append(f"{median(lambda one: one[server]['cpu']):.4f}")
            if server != "floor":
                ratio = median(lambda one: one[server]["cpu"] / one["floor"]["cpu"])
                cells.append(f"{ratio:.2f}")
        print("| " + " | ".join(cells) + " |", flush=True)
        return ratio

    def measure(self, server, name, file, seconds):
        scenario = SCENARIOS[name]
        path, status = scenario.path, scenario.status
        if server.name == "floor":
            path, status = scenario.floor, status if scenario.floor == path else 200
        if scenario.once:
            file, seconds = tokens(name, self.stage, self.chosen), self.enough(self.chosen.fresh, 2500)
        if name == "me-many" and server.name != "floor":
            # All users are in memory before they are measured: the cost of a look-up is another question.
            self.load(path, status, tokens=file, seconds=self.enough(self.chosen.users, 4000), once=True,
                      port=server.port)
        before = server.cpu_ms()
        result = self.load(path, status, tokens=file, seconds=seconds, once=scenario.once, port=server.port)
        return result | {"cpu": (server.cpu_ms() - before) / max(1, result["requests"])}

    @staticmethod
    def enough(requests, a_second):
        """Seconds for all of them. wrk runs to the end of its time even when nothing is left to send."""
        return 1 + requests // a_second

    def load(self, path, status, **how):
        return self.finish(self.start(path, status, **how))

    def start(self, path, status, tokens=None, port=None, **how):
        token = open(tokens).readline().strip() if tokens else None
        seen = call(port or self.stage.port, "GET", path, token)[0] if not how.get("once") else status
        self.failures += seen != status  # The exact status; wrk counts those of 400 and more.
        return self.stage.start_load(path, status, tokens, port=port,
                                     connections=how.pop("connections", self.chosen.connections), **how)

    def finish(self, load):
        result = self.stage.finish_load(load)
        self.failures += result["unexpected"] + result["lost"] + (result["requests"] == 0)
        return result
