/** The session token: it is made, shown claim by claim, and renewed before it expires. */
import { decode, explain } from "/dev-clerk/playground/claims.js";
import { $, el } from "/dev-clerk/playground/dom.js";
import { preview } from "/dev-clerk/playground/requests.js";
import { state } from "/dev-clerk/playground/state.js";

const RENEW_SECONDS = 10;
const LIFETIME_SECONDS = 60;
export const RENEWAL = "Renewed ten seconds before it expires, as getToken() does.";

export const mint = async (changes = {}) => {
  const wanted = {
    user: state.user,
    organization: $("organization").value,
    role: $("role").value,
    origin: location.origin,
    first: state.first,
    second: state.second,
    ...changes,
  };
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== "" && value !== undefined));
  if (!wanted.organization) {
    query.delete("role");
  }
  const response = await fetch(`/dev-clerk/playground/token?${query}`);
  if (!response.ok) {
    throw new Error((await response.json()).detail);
  }
  return response.text();
};

/** Times of tokens that were made one after the other differ by seconds. */
const TIMES = new Set(["iat", "nbf", "exp"]);
const SAME_SECONDS = 120;

/** The names of the claims that are not those of the good token. */
const changed = (token) => {
  const good = decode(state.token);
  const sent = decode(token);
  const differs = (name, value, other) =>
    TIMES.has(name) ? Math.abs(value - other) > SAME_SECONDS : name !== "jti" && JSON.stringify(value) !== JSON.stringify(other);
  return new Set([
    ...["kid", "alg"].filter((name) => sent.header[name] !== good.header[name]),
    ...Object.entries(sent.claims).filter(([name, value]) => differs(name, value, good.claims[name])).map(([name]) => name),
  ]);
};

export const showClaims = (token) => {
  const decoded = decode(token);
  const marked = changed(token);
  $("claims").replaceChildren(
    ...explain(decoded).map(([name, words, value]) =>
      el(
        "div",
        { className: marked.has(name) ? "changed" : "" },
        el("dt", { textContent: name }),
        el("dd", {}, words, el("code", { textContent: typeof value === "string" ? value : JSON.stringify(value) })),
      ),
    ),
  );
  $("raw").textContent = token;
};

let renewals = 0;

/** Choices can follow each other faster than tokens are made: the token of the last one counts. */
const renew = async () => {
  const mine = ++renewals;
  try {
    const token = await mint();
    if (mine !== renewals) {
      return;
    }
    state.token = token;
    showClaims(state.token);
    $("token-state").textContent = RENEWAL;
  } catch (refused) {
    if (mine !== renewals) {
      return;
    }
    hold(`There is no new token: ${refused.message}`);
  }
  preview();
};

/** Keeps the token, so that the next call shows how the service answers it. */
export const hold = (why) => {
  state.held = why;
  $("token-state").textContent = why;
};

export const release = async () => {
  state.held = "";
  await renew();
};

let renewing = false;
export const tick = async () => {
  if (!state.token) {
    return;
  }
  const left = Math.max(0, Math.ceil(decode(state.token).claims.exp - Date.now() / 1000));
  $("seconds").textContent = left;
  $("countdown").style.setProperty("--left", `${(100 * left) / LIFETIME_SECONDS}%`);
  $("countdown").title = `${left} seconds left`;
  if (left <= RENEW_SECONDS && !state.held && !renewing) {
    renewing = true;
    await renew();
    renewing = false;
  }
};
