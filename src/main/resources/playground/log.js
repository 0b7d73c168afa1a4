/** The list of events: requests of the page, and webhooks as the stand-in reports them. */
import { $, el } from "/dev-clerk/playground/dom.js";

const KEPT_EVENTS = 80;

export const log = (text, outcome, kind = "", at = new Date()) => {
  const good = /^2/.test(outcome);
  $("log").prepend(
    el(
      "li",
      { className: kind },
      el("time", { textContent: at.toLocaleTimeString("en-GB") }),
      el("span", { textContent: text }),
      el("b", { textContent: outcome, className: outcome === "" ? "" : good ? "good" : "bad" }),
    ),
  );
  while ($("log").children.length > KEPT_EVENTS) {
    $("log").lastChild.remove();
  }
};

const seen = new Set();
export const follow = () => {
  new EventSource("/dev-clerk/playground/events").onmessage = ({ data }) => {
    const { at, type, delivery, outcome } = JSON.parse(data);
    const id = `${delivery} ${outcome}`;
    if (!seen.has(id)) {
      seen.add(id);
      log(type, outcome, "webhook", new Date(at));
    }
  };
};
