// A live reload in the middle: dev mode compiles a new resource, and the browser stays signed in.
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { launch, Visitor } from "./browser.mjs";
import { open, servePages } from "./script-page.mjs";
import { answers, ask, clerk, password, proxyUrl, publishableKey, soon } from "./stand-in.mjs";

// .ci/browser removes it, too.
const SOURCE = new URL("../../main/java/dev/clerkguard/example/ReloadedResource.java", import.meta.url);
const RESOURCE = `package dev.clerkguard.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Written and removed by src/test/browser/reload.test.mjs. */
@Path("/example/reloaded")
public class ReloadedResource {
    @GET
    public String get() {
        return "reloaded";
    }
}
`;

let browser, pages;

before(async () => {
  [browser, pages] = await Promise.all([launch(), servePages(proxyUrl)]);
});
after(async () => {
  await rm(SOURCE, { force: true });
  await browser?.close();
  pages?.close();
});

test("signed in before a live reload and after it", async () => {
  // Quarkus closes idle connections when it restarts.
  const visitor = (await Visitor.arrive(browser)).expectingClosedConnections();
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
  // A compilation can take longer than a token lives. The page renews it, as it does for a user.
  const token = () => page.evaluate(() => window.Clerk.session.getToken().catch(() => null));
  const reloaded = async (status) => {
    let answer;
    await soon(
      `GET /example/reloaded is ${status}`,
      async () => {
        answer = await ask("/example/reloaded", await token());
        return answer.status === status;
      },
      () => `last answer ${JSON.stringify(answer)}`,
    );
  };

  await reloaded(404);
  await writeFile(SOURCE, RESOURCE);
  await reloaded(200);
  await answers("/auth/session", await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true })), {
    sessionId: session,
  });
  await page.reload();
  await page.evaluate(() => window.Clerk.load({ telemetry: false }));
  assert.equal(await page.evaluate(() => window.Clerk.session.id), session);
  assert.equal((await clerk.sessions.getSession(session)).status, "active");

  await rm(SOURCE);
  await reloaded(404);
  await answers("/auth/session", await token(), { sessionId: session });
  await visitor.leave();
});
