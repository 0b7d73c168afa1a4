// @clerk/testing with Playwright, as a team's own end-to-end tests use it.
import { after, before, test } from "node:test";

import { clerk as clerkPage, clerkSetup, setupClerkTestingToken } from "@clerk/testing/playwright";

import { launch, Visitor } from "./browser.mjs";
import { base, clerk, password, publishableKey, soon } from "./stand-in.mjs";

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
  // A page that is about to end its session may ask for a token once more, and logs the refusal.
  const visitor = (await Visitor.arrive(browser)).expecting(401, 404);
  await setupClerkTestingToken({ context: visitor.context });
  const page = await visitor.page();
  await page.goto(EXAMPLE);
  await page.waitForSelector("input[name=identifier]");
  await clerkPage.signIn({ page, signInParams });
  await page.waitForSelector("tbody tr");
  // The identity and the table come with different answers.
  await soon("the identity", async () => /Ada Lovelace/.test(await page.locator(".identity").textContent()));
  await clerkPage.signOut({ page });
  await page.waitForSelector("input[name=identifier]");
  await visitor.leave();
}

test("password", () => visit({ strategy: "password", identifier: "ada@acme.example", password }));

test("ticket", async () => {
  const { token } = await clerk.signInTokens.createSignInToken({ userId: "user_ada", expiresInSeconds: 60 });
  await visit({ strategy: "ticket", ticket: token });
});
