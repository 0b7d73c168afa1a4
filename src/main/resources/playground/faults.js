/** Requests with a faulty token or session, and with machine credentials. */
import { $ } from "/dev-clerk/playground/dom.js";
import { send, showChecks } from "/dev-clerk/playground/requests.js";
import { state } from "/dev-clerk/playground/state.js";
import { mint, showClaims } from "/dev-clerk/playground/token.js";

/** Each button: the fault of the token, or what the session lacks, and a request that shows it. */
export const FAULTS = [
  ["Expired", { fault: "expired" }],
  ["Wrong origin (azp)", { fault: "wrong-origin" }],
  ["Wrong key", { fault: "wrong-key" }],
  ["Unknown key", { fault: "unknown-key" }],
  ["alg: none", { fault: "unsigned" }],
  ["Pending session", { fault: "pending" }],
  ["Another audience", { fault: "wrong-audience" }],
  ["Another issuer", { fault: "wrong-issuer" }],
  ["Not active yet", { fault: "not-active-yet" }],
  ["Cut off", { fault: "cut-off" }],
  ["A machine's token", { fault: "machine" }],
  ["No session id", { fault: "no-session" }],
  ["No token", { none: true }],
  ["No organisation", { organization: "" }, "GET", "/auth/verify?role=org:admin"],
  ["Stale second factor", { second: 120 }, "GET", "/auth/verify?reverification=second_factor:10"],
  ["Impersonated", { actor: "user_support" }, "POST", "/auth/sign-out-everywhere"],
];

/** Each button: what the stand-in issues, and the endpoint that is called with it. */
export const MACHINES = [
  ["API key", "type=api_key&scope=invoices:read"],
  ["M2M token", "type=m2m_token&scope=billing"],
  ["M2M token as a JWT", "type=m2m_token&scope=billing&jwt=true"],
  ["OAuth access token", "type=oauth_token"],
  ["OAuth access token as a JWT", "type=oauth_token&jwt=true"],
  ["Expired API key", "type=api_key&expired=true"],
  ["API key where only sessions are accepted", "type=api_key", "/auth/session"],
  ["API key without the scope", "type=api_key", "/auth/verify?accepts=api_key&scope=invoices:read"],
];

/** Faults that this service checks only when it is configured to. */
const UNCHECKED = {
  "wrong-origin": ["originChecked", "CLERK_AUTHORIZED_PARTIES is not set, so azp is not checked. Set it to your application's origins."],
  "wrong-audience": ["audienceChecked", "CLERK_AUDIENCE is not set, so aud is not checked. Set it when a JWT template sets aud."],
};

export const breakIt = async ([, changes, method = "GET", path = "/auth/session"]) => {
  const token = changes.none ? "" : await mint(changes);
  if (token) {
    showClaims(token);
  }
  const [setting, note] = UNCHECKED[changes.fault] ?? [];
  await send(method, path, token, setting && !state.people[setting] ? note : undefined);
  $("token-state").textContent = token ? "This is the token that was sent. What differs from a good one is marked." : "No token was sent.";
  $("answer").scrollIntoView({ block: "nearest" });
};

export const sendAsMachine = async ([, query, path = "/auth/whoami"]) => {
  const issued = await fetch(`/dev-clerk/credential?user=${encodeURIComponent(state.user)}&${query}`);
  await send("GET", path, await issued.text());
  // The list is that of a session token's checks.
  showChecks();
};
