// @clerk/testing with Playwright, as a team's own end-to-end tests use it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { clerk as clerkPage, clerkSetup, setupClerkTestingToken } from "@clerk/testing/playwright";

import { launch, Visitor } from "./browser.mjs";
import { base, clerk, password, publishableKey } from "./stand-in.mjs";

const EXAMPLE = process.env.EXAMPLE ?? "http://localhost:5173";

let browser;

before(async () => {
  await clerkSetup({
    publishableKey,
    secretKey: "sk_test_stand_in",
    apiUrl: `${base}/dev-clerk`,
    dotenv: false,
  });
  browser = await launch();
});
after(() => browser?.close());

async function visit(signInParams) {
  const visitor = await Visitor.arrive(browser);
  await setupClerkTestingToken({ context: visitor.context });
  const page = await visitor.page();
  await page.goto(EXAMPLE);
  await page.waitForSelector("input[name=identifier]");
  await clerkPage.signIn({ page, signInParams });
  await page.waitForSelector("tbody tr");
  assert.match(await page.locator(".identity").textContent(), /Ada Lovelace/);
  await clerkPage.signOut({ page });
  await page.waitForSelector("input[name=identifier]");
  await visitor.leave();
}

test("password", () => visit({ strategy: "password", identifier: "ada@acme.example", password }));

test("ticket", async () => {
  const { token } = await clerk.signInTokens.createSignInToken({ userId: "user_ada", expiresInSeconds: 60 });
  await visit({ strategy: "ticket", ticket: token });
});
