// The page of the stand-in, as a developer uses it: /dev-clerk/.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { launch, screenshot, Visitor } from "./browser.mjs";
import { base, soon } from "./stand-in.mjs";

const DESKTOP = { viewport: { width: 1440, height: 1000 }, permissions: ["clipboard-read", "clipboard-write"] };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Each button with the reason that it must lead to. */
const REASONS = {
  Expired: "token-expired",
  "Wrong key": "token-invalid-signature",
  "Unknown key": "jwk-kid-mismatch",
  "alg: none": "token-invalid-algorithm",
  "Pending session": "session-pending",
  "Another issuer": "token-invalid-issuer",
  "Not active yet": "token-not-active-yet",
  "Cut off": "token-invalid",
  "A machine's token": "token-type-mismatch",
  "No session id": "token-verification-failed",
  "No token": "session-token-missing",
  "No organisation": "role-missing",
  "Stale second factor": "reverification-error",
  Impersonated: "impersonated",
};

let browser, visitor;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());
afterEach(async () => {
  const { status } = await fetch(`${base}/dev-clerk/reset`, { method: "POST" });
  assert.equal(status, 204);
  await visitor?.leave();
});
beforeEach(() => {
  visitor = undefined;
});

async function open(options = DESKTOP) {
  visitor = (await Visitor.arrive(browser, options)).expecting(401, 403);
  const page = await visitor.page();
  await page.goto(`${base}/dev-clerk/`);
  await page.waitForSelector("body[data-ready]");
  return page;
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const answer = (page) => page.locator("#answer");

async function shows(locator, text) {
  let shown;
  await soon(
    `"${text}"`,
    async () => {
      shown = (await locator.textContent()) ?? "";
      return shown.includes(text);
    },
    () => `last "${shown}"`,
  );
}

/** Calls until the answer has the text: what a webhook changes, also one of the test before, arrives some time later. */
async function answers(page, path, text) {
  let shown;
  await soon(
    `${path} answers ${text}`,
    async () => {
      await page.evaluate(() => document.getElementById("answer").replaceChildren());
      await page.selectOption("#endpoint", { label: `GET ${path}` });
      await button(page, "Send").click();
      await answer(page).locator(".status").waitFor();
      shown = (await answer(page).textContent()) ?? "";
      return shown.includes(text);
    },
    () => `last "${shown}"`,
  );
}

/** A held token is not renewed, and must live until the webhook has arrived. */
async function signInAgain(page) {
  const raw = page.locator("#raw");
  const earlier = await raw.textContent();
  await button(page, "Sign in again").click();
  await soon("another token", async () => (await raw.textContent()) !== earlier);
}

/** What axe finds with the impact serious or critical. */
async function barriers(page) {
  // Not as a script of the page, which its Content-Security-Policy forbids.
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = await page.evaluate("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("signs a user in, decodes the token and calls an endpoint", async () => {
  const page = await open();
  await shows(page.locator("#claims"), "acme is active, role org:admin; may org:invoices:create");
  await soon("a token that is new", async () => Number(await page.locator("#seconds").textContent()) > 40);
  await answers(page, "/auth/me", '"firstName": "Ada"');
  assert.equal(await page.locator("#checks .passed").count(), 20);
  await screenshot(page, "playground-desktop");

  await page.getByText("Grace Hopper").click();
  // Her own organisation is chosen first.
  await shows(page.locator("#claims"), "user_grace");
  await page.selectOption("#organization", "globex");
  await shows(page.locator("#claims"), "globex is active, role org:admin");
  await button(page, "Copy curl").click();
  await soon("a command in the clipboard", async () =>
    /^curl -i .*Authorization: Bearer ey/.test(await page.evaluate("navigator.clipboard.readText()")),
  );
});

test("every fault is refused for its reason, at its check", async () => {
  const page = await open();
  for (const [name, reason] of Object.entries(REASONS)) {
    await button(page, name).click();
    await shows(answer(page), reason);
    assert.equal(await page.locator("#checks .refused").count(), 1, name);
    const link = answer(page).getByRole("link");
    assert.match(await link.getAttribute("href"), new RegExp(`#${reason}$`));
  }
  await button(page, "Wrong key").click();
  await shows(page.locator("#checks .refused"), "The signature matches the key");
  await screenshot(page, "playground-refused");
});

test("what is checked only when configured says so", async () => {
  const page = await open();
  const { originChecked, audienceChecked } = await (await fetch(`${base}/dev-clerk/playground/people`)).json();
  await button(page, "Wrong origin (azp)").click();
  await shows(answer(page), originChecked ? "token-invalid-authorized-parties" : "CLERK_AUTHORIZED_PARTIES is not set");
  await button(page, "Another audience").click();
  await shows(answer(page), audienceChecked ? "token-invalid-audience" : "CLERK_AUDIENCE is not set");
});

test("step-up: refused, verified again, allowed", async () => {
  const page = await open();
  await button(page, "1. Let 20 minutes pass").click();
  await shows(page.locator("#claims"), "First factor verified 20 min ago");
  await button(page, "2. Do something delicate").click();
  await shows(answer(page), "reverification-error");
  await button(page, "3. Verify again").click();
  await shows(answer(page).locator(".status strong"), "204");
});

test("a revoked session, a ban and a new name take effect by webhook", async () => {
  const page = await open();
  await page.fill("#first-name", "Augusta");
  await button(page, "Rename").click();
  await answers(page, "/auth/me", '"firstName": "Augusta"');
  // Events of before are in the list, too. That this one has arrived is known by its effect.
  await shows(page.locator("#log"), "user.updated");

  await signInAgain(page);
  await button(page, "Revoke the session").click();
  await answers(page, "/auth/session", "session-revoked");
  await shows(page.locator("#log"), "session.revoked");
  await signInAgain(page);
  await answers(page, "/auth/session", '"userId": "user_ada"');

  await button(page, "Ban the user").click();
  await answers(page, "/auth/session", "user-banned");
  await screenshot(page, "playground-banned");
  await button(page, "Unban the user").click();
  await shows(page.locator("#token-state"), "Renewed");
  // The tests after this one sign in as this user.
  await answers(page, "/auth/session", '"userId": "user_ada"');
});

test("the keyboard is enough", async () => {
  const page = await open();
  await page.locator("#users input").first().focus();
  await page.keyboard.press("ArrowDown");
  await shows(page.locator("#claims"), "user_grace");
  await page.locator("#path").focus();
  await page.keyboard.press("Enter");
  await shows(answer(page), "user_grace");
});

for (const colorScheme of ["light", "dark"]) {
  test(`no barriers, ${colorScheme}, desktop and phone`, async () => {
    for (const [name, options] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      const page = await open({ ...options, colorScheme });
      await button(page, "Expired").click();
      await shows(answer(page), "token-expired");
      assert.deepEqual(await barriers(page), []);
      const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      assert.equal(wider, false, "the page scrolls sideways");
      await screenshot(page, `playground-${name}-${colorScheme}`);
      if (name === "desktop") {
        await visitor.leave();
      }
    }
  });
}
