/** Changes at Clerk, of which the service learns by webhook. */
import { decode } from "/dev-clerk/playground/claims.js";
import { $ } from "/dev-clerk/playground/dom.js";
import { log } from "/dev-clerk/playground/log.js";
import { people, start } from "/dev-clerk/playground/people.js";
import { state, user } from "/dev-clerk/playground/state.js";
import { hold, release } from "/dev-clerk/playground/token.js";

/** Any key is good for the stand-in's Backend API. */
const SECRET_KEY = "sk_test_playground";

const backend = async (method, path, body) => {
  const response = await fetch(`/dev-clerk/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${SECRET_KEY}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  log(`Clerk: ${method} ${path}`, String(response.status));
};

export const revoke = async () => {
  await backend("POST", `/sessions/${decode(state.token).claims.sid}/revoke`);
  hold("The session is revoked. This token is refused as soon as the webhook has arrived.");
};

export const ban = async () => {
  const { id, banned } = user();
  await backend("POST", `/users/${id}/${banned ? "unban" : "ban"}`);
  await people();
  await (banned ? release() : hold("The user is banned. This token is refused as soon as the webhook has arrived."));
};

export const rename = async () => {
  await backend("PATCH", `/users/${user().id}`, { first_name: $("first-name").value });
  await people();
};

export const reset = async () => {
  await fetch("/dev-clerk/reset", { method: "POST" });
  log("Users, organisations and sessions are as in the file", "");
  await people();
  await start();
};
