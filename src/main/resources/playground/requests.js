/** Requests to this service: the command, the answer, and the checks that it passed. */
import { $, el } from "/dev-clerk/playground/dom.js";
import { call, curl } from "/dev-clerk/playground/endpoints.js";
import { log } from "/dev-clerk/playground/log.js";
import { state } from "/dev-clerk/playground/state.js";

const SHOWN_CHARACTERS = 24;

export const chosen = () => state.endpoints[$("endpoint").value];
export const preview = () => {
  if (chosen()) {
    showCommand(chosen().method, $("path").value, state.token);
  }
};

/** The page shows the beginning of the token; the copy has all of it. */
const showCommand = (method, path, token) => {
  state.command = curl(method, path, token);
  $("curl").textContent = token ? state.command.replace(token, `${token.slice(0, SHOWN_CHARACTERS)}…`) : state.command;
};

export const showChecks = (answer) => {
  const reason = answer && typeof answer.body === "object" ? answer.body.reason : undefined;
  const refused = reason ? state.checks.findIndex((check) => check.reasons.includes(reason)) : -1;
  const afterToken = answer?.status === 403 ? state.checks.length - 1 : refused;
  const failed = reason ? afterToken : -1;
  $("checks").replaceChildren(
    ...state.checks.map((check, index) => {
      const passed = answer && (failed < 0 ? answer.status < 400 : index < failed);
      const item = el(
        "li",
        { className: index === failed ? "refused" : passed ? "passed" : "" },
        el("span", { className: "number", textContent: check.number }),
        el("span", { textContent: check.name }),
      );
      if (index === failed) {
        item.append(el("small", {}, answer.body.detail ?? answer.body.title));
      }
      return item;
    }),
  );
};

const explanation = ({ status, body }, note) => {
  if (status >= 400 && body.reason) {
    return el(
      "div",
      { className: "why" },
      el("p", {}, body.detail, " ", el("a", { href: body.type, textContent: `What ${body.reason} means` })),
    );
  }
  return note ? el("div", { className: "why fine" }, el("p", { textContent: note })) : "";
};

const showAnswer = (answer, note) => {
  const { status, body, headers, millis } = answer;
  const colour = status < 400 ? "good" : "bad";
  $("answer").replaceChildren(
    el(
      "div",
      { className: "status" },
      el("strong", { className: colour, textContent: status }),
      el("code", { className: colour, textContent: body?.reason ?? (status === 204 ? "No content" : "OK") }),
      el("small", { textContent: `${millis} ms` }),
    ),
    explanation(answer, note),
    body === ""
      ? ""
      : el("pre", { tabIndex: 0, ariaLabel: "Body", textContent: typeof body === "string" ? body : JSON.stringify(body, null, 2) }),
    el("details", {}, el("summary", { textContent: "Headers" }), el("pre", { tabIndex: 0, textContent: headers })),
  );
  showChecks(answer.unchecked ? undefined : answer);
};

export const send = async (method, path, token, note) => {
  showCommand(method, path, token);
  const answer = await call(method, path, token);
  answer.unchecked = state.endpoints.some((one) => one.isPublic && one.method === method && one.send === path);
  log(`${method} ${path}`, String(answer.status));
  showAnswer(answer, answer.status < 400 ? note : undefined);
  return answer;
};
