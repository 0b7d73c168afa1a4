// A live reload in the middle: dev mode compiles a changed source, and the browser stays signed in.
import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { launch, Visitor } from "./browser.mjs";
import { open, servePages } from "./script-page.mjs";
import { ask, base, clerk, password, proxyUrl, publishableKey, soon } from "./stand-in.mjs";

const SOURCE = new URL("../../main/java/dev/clerkguard/example/Invoice.java", import.meta.url);

let browser, pages;

before(async () => {
  [browser, pages] = await Promise.all([launch(), servePages(proxyUrl)]);
});
after(async () => {
  await browser?.close();
  pages?.close();
});

test("signed in before a live reload and after it", async () => {
  const visitor = await Visitor.arrive(browser);
  const page = await open(visitor, pages.url(6, publishableKey));
  await page.evaluate(async (password) => {
    const { createdSessionId } = await window.Clerk.client.signIn.create({
      strategy: "password",
      identifier: "ada",
      password,
    });
    await window.Clerk.setActive({ session: createdSessionId });
  }, password);
  const session = await page.evaluate(() => window.Clerk.session.id);

  const before = await readFile(SOURCE, "utf8");
  await appendFile(SOURCE, "// A change that dev mode compiles.\n");
  try {
    // Dev mode looks for changes every two seconds at most, when a request comes in.
    const until = Date.now() + 5000;
    await soon("five seconds of requests", async () => {
      const response = await fetch(`${base}/`);
      assert.equal(response.status, 200);
      return Date.now() > until;
    });
    const token = await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true }));
    await soon("the token is accepted", async () => (await ask("/auth/session", token)).sessionId === session);
    await page.reload();
    await page.evaluate(() => window.Clerk.load({ telemetry: false }));
    assert.equal(await page.evaluate(() => window.Clerk.session.id), session);
    assert.equal((await clerk.sessions.getSession(session)).status, "active");
  } finally {
    await writeFile(SOURCE, before);
  }
  // The service reloads once more, and then loads the signing keys again.
  const token = await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true }));
  const settled = Date.now() + 3000;
  await soon("the service has settled", async () => {
    const { status } = await ask("/auth/session", token);
    return status === 200 && Date.now() > settled;
  });
  await visitor.leave();
});
