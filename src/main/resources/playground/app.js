/** Connects the buttons of the page with their actions, and starts the page. */
import { ban, rename, reset, revoke } from "/dev-clerk/playground/clerk.js";
import { $, el } from "/dev-clerk/playground/dom.js";
import { load } from "/dev-clerk/playground/endpoints.js";
import { breakIt, FAULTS, MACHINES, sendAsMachine } from "/dev-clerk/playground/faults.js";
import { follow, log } from "/dev-clerk/playground/log.js";
import { people, roles, start } from "/dev-clerk/playground/people.js";
import { chosen, preview, send, showChecks } from "/dev-clerk/playground/requests.js";
import { state } from "/dev-clerk/playground/state.js";
import { age, demand, verify } from "/dev-clerk/playground/stepup.js";
import { release, RENEWAL, showClaims, tick } from "/dev-clerk/playground/token.js";

const theme = () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
};

const on = (id, event, action) =>
  $(id).addEventListener(event, async (happened) => {
    if (event === "submit") {
      happened.preventDefault();
    }
    try {
      await action(happened);
    } catch (failure) {
      log(failure.message, "failed");
    }
  });

const endpoints = () => {
  $("endpoint").replaceChildren(...state.endpoints.map((one, index) => el("option", { value: index, textContent: one.label })));
  const session = state.endpoints.findIndex(({ path }) => path === "/auth/session");
  $("endpoint").value = Math.max(0, session);
  $("path").value = chosen().send;
};

const wire = () => {
  FAULTS.forEach((fault) => {
    const button = el("button", { type: "button", textContent: fault[0], id: `fault-${fault[0].replace(/\W+/g, "-").toLowerCase()}` });
    $("faults").append(button);
    on(button.id, "click", () => breakIt(fault));
  });
  MACHINES.forEach((machine, index) => {
    const button = el("button", { type: "button", textContent: machine[0], id: `machine-${index}` });
    $("machines").append(button);
    on(button.id, "click", () => sendAsMachine(machine));
  });
  on("organization", "change", () => (roles(), release()));
  on("role", "change", release);
  on("endpoint", "change", () => (($("path").value = chosen().send), preview()));
  on("path", "input", preview);
  on("call", "submit", () => {
    showClaims(state.token);
    $("token-state").textContent = state.held || RENEWAL;
    return send(chosen().method, $("path").value, state.token);
  });
  on("copy", "click", async () => {
    await navigator.clipboard.writeText(state.command);
    $("copy").textContent = "Copied";
    setTimeout(() => ($("copy").textContent = "Copy curl"), 1500);
  });
  on("revoke", "click", revoke);
  on("ban", "click", ban);
  on("rename", "submit", rename);
  on("again", "click", async () => (await people(), start()));
  on("reset", "click", reset);
  on("age", "click", age);
  on("demand", "click", demand);
  on("verify", "click", verify);
  on("theme", "click", theme);
};

state.checks = await (await fetch("/dev-clerk/playground/checks.json")).json();
state.endpoints = await load();
await people();
for (const page of ["swagger-ui", "dev-ui"]) {
  $(page).hidden = !state.people.devMode;
}
wire();
endpoints();
showChecks();
await start();
follow();
setInterval(tick, 500);
await tick();
document.body.dataset.ready = "true";
