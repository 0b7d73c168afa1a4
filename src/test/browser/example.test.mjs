// examples/spa from sign-in to step-up, as a user sees it: @clerk/react, @clerk/ui and clerk-guard's API.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { launch, screenshot, Visitor } from "./browser.mjs";
import { answers, clerk, code, letFactorsAge, password, soon } from "./stand-in.mjs";

const EXAMPLE = process.env.EXAMPLE ?? "http://localhost:5173";
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

let browser, visitor;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());
beforeEach(async () => {
  visitor = await Visitor.arrive(browser, DESKTOP);
});
afterEach(() => visitor.leave());

async function signIn(page, identifier = "ada@acme.example", secondFactor) {
  await page.goto(EXAMPLE);
  await page.fill("input[name=identifier]", identifier);
  await page.click(".cl-formButtonPrimary");
  await page.fill("input[name=password]", password);
  await page.click(".cl-formButtonPrimary");
  if (secondFactor) {
    await enterCode(page, secondFactor);
  }
  await page.waitForSelector("tbody tr");
  await page.waitForSelector(".cl-organizationSwitcherTrigger");
  await page.waitForSelector(".cl-userButtonTrigger");
  // The session has its organisation: the page is made anew when that changes, and forgets its notice.
  await says(identity(page), "org:");
}

const enterCode = async (page, digits) => {
  await page.locator("input[autocomplete=one-time-code]").first().pressSequentially(digits);
};

const notice = (page) => page.locator(".notice");
const identity = (page) => page.locator(".identity");
const requests = (page) => page.locator(".requests");

async function says(locator, ...texts) {
  let shown;
  await soon(
    `"${texts.join('", "')}" on the page`,
    async () => {
      shown = (await locator.textContent().catch(() => "")) ?? "";
      return texts.every((text) => shown.includes(text));
    },
    () => `last "${shown}"`,
  );
}

async function switchTo(page, organization) {
  const choice = page.locator(".cl-organizationSwitcherPopoverCard");
  await page.click(".cl-organizationSwitcherTrigger");
  await choice.getByText(organization, { exact: true }).first().click();
  // A second click on the trigger would close it instead of opening it.
  await choice.waitFor({ state: "hidden" });
  await page.waitForSelector("tbody tr");
}

/** The page shows it when it has asked for a token, or when it gets the focus. */
async function findsOutThatItIsSignedOut(page) {
  await soon("the page is signed out", async () => {
    await page.evaluate(() => window.Clerk?.session?.getToken({ skipCache: true }).catch(() => null)).catch(() => null);
    return page.locator("input[name=identifier]").isVisible();
  });
  // Chromium can hang when a page is closed while it is loaded.
  await page.waitForLoadState();
}

test("an admin signs in and may do everything", async () => {
  const page = await visitor.page();
  await signIn(page);
  await says(identity(page), "Ada Lovelace", "ada@acme.example", "acme", "org:admin", "business");
  await screenshot(page, "desktop", { fullPage: true });

  await page.click("text=New invoice");
  await says(notice(page), "is a draft now");
  await page.click("text=Report");
  await says(notice(page), "outstanding");
  await page.click("text=Delete drafts");
  await says(notice(page), "All drafts are deleted");
  await soon("no draft in the table", async () => (await page.locator(".pill.draft").count()) === 0);
  await says(requests(page), "DELETE /example/invoices/drafts", "GET /example/invoices/report");
});

test("the active organisation decides: another plan, another role", async () => {
  visitor.expecting(403);
  const page = await visitor.page();
  await signIn(page, "grace@globex.example", code);
  await switchTo(page, "Globex");
  await says(identity(page), "globex", "org:admin");
  await page.click("text=Report");
  await says(notice(page), "plan-missing");
  await says(requests(page), "403", "plan-missing");
  await switchTo(page, "Acme");
  await says(identity(page), "acme", "org:member");
  await page.click("text=New invoice");
  await says(notice(page), "role-missing");
  await page.click("text=Report");
  await says(notice(page), "outstanding");
});

test("a stale factor: cancelled, then verified again; the answer is a 204", async () => {
  visitor.expecting(403);
  const page = await visitor.page();
  await signIn(page);
  await page.click("text=New invoice");
  await says(notice(page), "is a draft now");
  await letFactorsAge("ada", 15);
  await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true }));

  await page.click("text=Delete drafts");
  await page.waitForSelector(".cl-modalContent input[name=password]");
  await screenshot(page, "step-up");
  // The dialog listens to the keyboard some time after it is shown.
  await soon("the verification is cancelled", async () => {
    await page.keyboard.press("Escape");
    return ((await notice(page).textContent()) ?? "").includes("cancelled");
  });
  await page.locator(".cl-modalContent").waitFor({ state: "hidden" });

  await page.click("text=Delete drafts");
  await page.fill(".cl-modalContent input[name=password]", password);
  await page.click(".cl-modalContent .cl-formButtonPrimary");
  await says(notice(page), "All drafts are deleted");
});

test("a visitor signs up, and belongs to no organisation", async () => {
  visitor.expecting(403);
  const page = await visitor.page();
  // Another one in each run: a run that was ended before leaves its user.
  const emailAddress = `newcomer${Date.now()}+clerk_test@example.com`;
  await page.goto(EXAMPLE);
  await page.click(".cl-footerActionLink");
  await page.waitForURL("**/sign-up*");
  await page.fill("input[name=emailAddress]", emailAddress);
  await page.fill("input[name=password]", "correct horse battery");
  // The code counts after it was sent, which the page asks for beside showing the field.
  const sent = page.waitForResponse(/prepare_verification/);
  await page.click(".cl-formButtonPrimary");
  assert.equal((await sent).status(), 200);
  await enterCode(page, code);
  await says(identity(page), emailAddress, "none");
  await page.click("text=New invoice");
  await says(notice(page), "role-missing");
  const user = await page.evaluate(() => window.Clerk.user.id);
  // A page that stays signed in may ask for a token after the user is gone, and logs the refusal.
  await page.evaluate(() => window.Clerk.signOut(() => {}));
  await clerk.users.deleteUser(user);
});

test("sign out everywhere ends the sessions of all browsers", async () => {
  visitor.expecting(401, 404);
  const page = await visitor.page();
  await signIn(page);
  const other = await Visitor.arrive(browser, DESKTOP);
  other.expecting(401, 404);
  const otherPage = await other.page();
  await signIn(otherPage);

  const token = await otherPage.evaluate(() => window.Clerk.session.getToken());

  await page.click("text=Sign out everywhere");
  await page.waitForSelector("input[name=identifier]");
  await answers("/auth/session", token, { status: 401, reason: "session-revoked" });
  await findsOutThatItIsSignedOut(otherPage);
  await other.leave();
});

for (const [name, options] of [
  ["dark", { ...DESKTOP, colorScheme: "dark" }],
  ["phone", PHONE],
  ["phone-dark", { ...PHONE, colorScheme: "dark" }],
]) {
  test(`it fits: ${name}`, async () => {
    const guest = await Visitor.arrive(browser, options);
    const page = await guest.page();
    await page.goto(EXAMPLE);
    await page.waitForSelector("input[name=identifier]");
    await screenshot(page, `${name}-sign-in`);
    await signIn(page);
    await says(identity(page), "Ada Lovelace");
    await screenshot(page, name, { fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
    await guest.leave();
  });
}
