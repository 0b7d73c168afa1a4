/** The step-up: an action that needs a recent verification of the factors. */
import { $ } from "/dev-clerk/playground/dom.js";
import { log } from "/dev-clerk/playground/log.js";
import { send } from "/dev-clerk/playground/requests.js";
import { state, user } from "/dev-clerk/playground/state.js";
import { release } from "/dev-clerk/playground/token.js";

const AGED_MINUTES = 20;
const STEP_UP = "/auth/verify?reverification=strict";

export const age = async () => {
  state.first = AGED_MINUTES;
  state.second = user().secondFactor ? AGED_MINUTES : -1;
  await release();
  $("step-up-note").textContent = `The verification is ${AGED_MINUTES} minutes old now. The next delicate action is refused.`;
};

export const demand = async () => {
  const { status } = await send("GET", STEP_UP, state.token);
  $("step-up-note").textContent =
    status === 403
      ? "Refused with clerk_error. Clerk's useReverification opens its dialog now and repeats the request."
      : "Allowed: the verification is fresh.";
};

export const verify = async () => {
  state.first = 0;
  state.second = user().secondFactor ? 0 : -1;
  await release();
  log("The user verified again", "");
  await demand();
};
