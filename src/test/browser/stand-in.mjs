// The stand-in under test: its addresses, its users, and its Backend API through Clerk's own client.
import { createClerkClient } from "@clerk/backend";

export const base = process.env.STAND_IN ?? "http://localhost:8080";
export const proxyUrl = process.env.STAND_IN_PROXY_URL ?? `${base}/dev-clerk`;
export const password = "clerk-dev";
export const code = "424242";
/** How long a condition may take on a machine that does other work, too. */
export const PATIENCE_MILLIS = 60_000;

const key = (host) => `pk_test_${Buffer.from(`${host}$`).toString("base64")}`;

/** The host in the publishable key decides how clerk-js remembers the browser. */
export const modes = {
  "dev browser": key("stand-in.invalid.accounts.dev"),
  cookie: key("dev-clerk.localhost"),
};

export const publishableKey = modes["dev browser"];

export const clerk = createClerkClient({
  secretKey: "sk_test_stand_in",
  publishableKey,
  apiUrl: `${base}/dev-clerk`,
  telemetry: { disabled: true },
});

/** Sends one request. The answer is null when the connection is closed, as dev mode does to other callers when it restarts. */
async function send(path, method, token) {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(base + path, { method, headers, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const text = await response.text();
    return { status: response.status, ...(text.startsWith("{") ? JSON.parse(text) : {}) };
  } catch (error) {
    // What fetch throws for a connection that ends; a request that takes too long is a TimeoutError.
    if (error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

/**
 * Asks clerk-guard with a session token. A 503 means that it cannot decide now, for example because the look-up of the
 * user took longer than its time-out on a busy machine: the request is repeated, as a client does.
 */
export async function ask(path, token, method = "GET") {
  let answer;
  const seen = () => `last answer ${JSON.stringify(answer)}`;
  await soon(
    `an answer of ${path}`,
    async () => {
      answer = await send(path, method, token);
      return answer !== null && answer.status !== 503;
    },
    seen,
  );
  return answer;
}

/** Asks until the answer has these members: what a webhook changes, also one of the test before, arrives some time later. */
export async function answers(path, token, members) {
  let answer;
  await soon(
    `${path} answers ${JSON.stringify(members)}`,
    async () => {
      answer = await ask(path, token);
      return Object.entries(members).every(([name, value]) => answer[name] === value);
    },
    () => `last answer ${JSON.stringify(answer)}`,
  );
}

/** Makes the factors of a user's sessions older, so that a reverification is due. */
export async function letFactorsAge(user, minutes) {
  const response = await fetch(`${base}/dev-clerk/age?user=${user}&minutes=${minutes}`, { method: "POST" });
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
}

/**
 * Repeats until the condition holds. The stand-in sends webhooks in the background, and dev mode restarts.
 *
 * @param seen what to say when it does not
 */
export async function soon(what, condition, seen = () => "") {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${PATIENCE_MILLIS / 1000} s; ${seen()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
