// clerk-js as a script, versions 5 and 6, through every flow of the Frontend API.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { launch, screenshot, Visitor } from "./browser.mjs";
import { open, servePages } from "./script-page.mjs";
import { answers, ask, clerk, code, letFactorsAge, modes, password, proxyUrl, publishableKey, soon } from "./stand-in.mjs";

let browser, pages, visitor;

before(async () => {
  [browser, pages] = await Promise.all([launch(), servePages(proxyUrl)]);
});
after(async () => {
  await browser?.close();
  pages?.close();
});
beforeEach(async () => {
  visitor = await Visitor.arrive(browser);
});
afterEach(() => visitor.leave());

// --- What happens in the page -----------------------------------------------------------------------------------

const signIn = (page, identifier, secret = password) =>
  page.evaluate(
    async ([identifier, password]) => {
      const attempt = await window.Clerk.client.signIn.create({ strategy: "password", identifier, password });
      if (attempt.status === "complete") {
        await window.Clerk.setActive({ session: attempt.createdSessionId });
      }
      return attempt.status;
    },
    [identifier, secret],
  );

const token = (page, options = {}) => page.evaluate((o) => window.Clerk.session.getToken(o), options);
const session = (page) => page.evaluate(() => window.Clerk.session?.id ?? null);

/** A page that ends its session may ask for a token once more, and logs the refusal. */
const ENDED = [401, 404];

/** Runs an attempt in the page; a complete one is made the session. Returns Clerk's first error, or null. */
const failure = (page, action, argument) =>
  page.evaluate(
    async ([source, argument]) => {
      try {
        const run = new Function("Clerk", "argument", `return (${source})(Clerk, argument)`);
        const attempt = await run(window.Clerk, argument);
        if (attempt?.createdSessionId) {
          await window.Clerk.setActive({ session: attempt.createdSessionId });
        }
        return null;
      } catch (error) {
        return { status: error.status, code: error.errors?.[0]?.code };
      }
    },
    [`${action}`, argument],
  );

const claims = (jwt) => JSON.parse(Buffer.from(jwt.split(".")[1], "base64url"));

const verify = async (page, query) => (await ask(`/auth/verify?${query}`, await token(page))).status;

// --- The flows --------------------------------------------------------------------------------------------------

for (const [mode, key] of Object.entries(modes)) {
  for (const version of [5, 6]) {
    describe(`clerk-js ${version}, ${mode}`, () => {
      const arrive = () => open(visitor, pages.url(version, key));

      test("password: refused, accepted, kept over a reload, signed out", async () => {
        visitor.expecting(422, ...ENDED);
        const page = await arrive();
        assert.equal(await session(page), null);
        const create = (Clerk, values) => Clerk.client.signIn.create({ strategy: "password", ...values });
        assert.deepEqual(await failure(page, create, { identifier: "unknown@acme.example", password }), {
          status: 422,
          code: "form_identifier_not_found",
        });
        assert.deepEqual(await failure(page, create, { identifier: "ada@acme.example", password: "wrong" }), {
          status: 422,
          code: "form_password_incorrect",
        });

        assert.equal(await signIn(page, "ada"), "complete");
        const first = await token(page);
        assert.equal(claims(first).azp, new URL(page.url()).origin);
        assert.equal(claims(first).exp - claims(first).iat, 60);
        await answers("/auth/me", first, { firstName: "Ada" });

        const before = await session(page);
        await page.reload();
        await page.evaluate(() => window.Clerk.load({ telemetry: false }));
        assert.equal(await session(page), before);

        // Another one: it must live until the webhook has arrived.
        const last = await token(page, { skipCache: true });
        await page.evaluate(() => window.Clerk.signOut(() => {}));
        assert.equal(await session(page), null);
        await answers("/auth/session", last, { reason: "session-revoked" });
      });
    });
  }
}

for (const version of [5, 6]) {
  describe(`clerk-js ${version}`, () => {
    const arrive = () => open(visitor, pages.url(version, publishableKey));

    test("e-mail code", async () => {
      visitor.expecting(422);
      const page = await arrive();
      const factor = await page.evaluate(async () => {
        const attempt = await window.Clerk.client.signIn.create({ identifier: "linus@home.example" });
        return attempt.supportedFirstFactors.find(({ strategy }) => strategy === "email_code");
      });
      assert.equal(factor.safeIdentifier, "linus@home.example");
      await page.evaluate((factor) => window.Clerk.client.signIn.prepareFirstFactor(factor), factor);
      const attempt = (Clerk, code) => Clerk.client.signIn.attemptFirstFactor({ strategy: "email_code", code });
      assert.equal((await failure(page, attempt, "000000")).code, "form_code_incorrect");
      assert.equal(await failure(page, attempt, code), null);
      await answers("/auth/me", await token(page), { firstName: "Linus" });
    });

    for (const strategy of ["totp", "backup_code"]) {
      test(`second factor: ${strategy}`, async () => {
        visitor.expecting(422);
        const page = await arrive();
        assert.equal(await signIn(page, "grace"), "needs_second_factor");
        const attempt = (Clerk, values) => Clerk.client.signIn.attemptSecondFactor(values);
        assert.equal((await failure(page, attempt, { strategy, code: "000000" })).code, "form_code_incorrect");
        assert.equal(await failure(page, attempt, { strategy, code }), null);
        assert.deepEqual(claims(await token(page)).fva, [0, 0]);
      });
    }

    test("ticket of the Backend API, once", async () => {
      visitor.expecting(400, 404, 422);
      const { token: ticket } = await clerk.signInTokens.createSignInToken({ userId: "user_ada", expiresInSeconds: 60 });
      const page = await arrive();
      const use = (Clerk, ticket) => Clerk.client.signIn.create({ strategy: "ticket", ticket });
      assert.equal(await failure(page, use, ticket), null);
      await answers("/auth/me", await token(page), { firstName: "Ada" });

      const other = await Visitor.arrive(browser);
      other.expecting(400, 404, 422);
      const refused = await failure(await open(other, pages.url(version, publishableKey)), use, ticket);
      assert.ok(refused.status >= 400 && refused.status < 500, JSON.stringify(refused));
      await other.leave();
    });

    test("sign-up, with a verified address", async () => {
      visitor.expecting(422, ...ENDED);
      const page = await arrive();
      // Another one in each run: a run that was ended before leaves its user.
      const emailAddress = `visitor${Date.now()}+clerk_test@example.com`;
      await page.evaluate(
        ([emailAddress, password]) => window.Clerk.client.signUp.create({ emailAddress, password, firstName: "Vera" }),
        [emailAddress, "correct horse battery"],
      );
      await page.evaluate(() => window.Clerk.client.signUp.prepareEmailAddressVerification({ strategy: "email_code" }));
      const attempt = (Clerk, code) => Clerk.client.signUp.attemptEmailAddressVerification({ code });
      assert.equal((await failure(page, attempt, "000000")).code, "form_code_incorrect");
      assert.equal(await failure(page, attempt, code), null);
      await answers("/auth/me", await token(page), { primaryEmailAddress: emailAddress });

      await page.evaluate(() => window.Clerk.signOut(() => {}));
      assert.equal(await signIn(page, emailAddress, "correct horse battery"), "complete");
      const user = await page.evaluate(() => window.Clerk.user.id);
      // A page that stays signed in may ask for a token after the user is gone, and logs the refusal.
      await page.evaluate(() => window.Clerk.signOut(() => {}));
      await clerk.users.deleteUser(user);
    });

    test("organisation: by slug, by id, none, and one without membership", async () => {
      visitor.expecting(404);
      const page = await arrive();
      await signIn(page, "ada");
      await page.evaluate(() => window.Clerk.setActive({ organization: "acme" }));
      assert.equal(claims(await token(page)).o.slg, "acme");
      assert.equal(await verify(page, "role=org:admin&permission=org:invoices:create&plan=org:business"), 204);

      await page.evaluate(() => window.Clerk.setActive({ organization: null }));
      assert.equal(claims(await token(page)).o, undefined);
      assert.equal(await verify(page, "role=org:admin"), 403);
      await page.evaluate(() => window.Clerk.setActive({ organization: "org_acme" }));
      assert.equal(await page.evaluate(() => window.Clerk.organization.slug), "acme");

      const globex = (Clerk) => Clerk.setActive({ organization: "org_globex" });
      assert.deepEqual(await failure(page, globex), { status: 404, code: "organization_not_found_or_unauthorized" });
    });

    test("token template", async () => {
      const page = await arrive();
      await signIn(page, "ada");
      const jwt = await token(page, { template: "integration" });
      assert.equal(JSON.parse(Buffer.from(jwt.split(".")[0], "base64url")).cat, "cl_B7d4PD222AAA");
    });

    test("step-up with the first factor, as the user has no second", async () => {
      visitor.expecting(422);
      const page = await arrive();
      await signIn(page, "ada");
      await letFactorsAge("ada", 15);
      await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true }));
      assert.equal(await verify(page, "reverification=strict"), 403);

      const started = await page.evaluate(() => window.Clerk.session.startVerification({ level: "second_factor" }));
      assert.equal(started.status, "needs_first_factor");
      const attempt = (Clerk, password) =>
        Clerk.session.attemptFirstFactorVerification({ strategy: "password", password });
      assert.equal((await failure(page, attempt, "wrong")).code, "form_password_incorrect");
      assert.equal(await failure(page, attempt, password), null);
      await page.evaluate(() => window.Clerk.session.getToken({ skipCache: true }));
      assert.equal(await verify(page, "reverification=strict"), 204);
    });

    test("step-up with the second factor", async () => {
      const page = await arrive();
      await signIn(page, "grace");
      const attempt = (Clerk, code) => Clerk.client.signIn.attemptSecondFactor({ strategy: "totp", code });
      assert.equal(await failure(page, attempt, code), null);
      await letFactorsAge("grace", 15);
      const started = await page.evaluate(() => window.Clerk.session.startVerification({ level: "second_factor" }));
      assert.equal(started.status, "needs_second_factor");
      const done = await page.evaluate(
        (code) => window.Clerk.session.attemptSecondFactorVerification({ strategy: "totp", code }),
        code,
      );
      assert.equal(done.status, "complete");
      assert.deepEqual(claims(await token(page, { skipCache: true })).fva, [15, 0]);
    });

    test("profile, memberships and invitations", async () => {
      const page = await arrive();
      await signIn(page, "ada");
      await page.evaluate(() => window.Clerk.user.update({ lastName: "King", unsafeMetadata: { theme: "light" } }));
      const user = await clerk.users.getUser("user_ada");
      assert.equal(user.lastName, "King");
      assert.equal(user.unsafeMetadata.theme, "light");
      await page.evaluate(() => window.Clerk.user.update({ lastName: "Lovelace" }));

      const memberships = await page.evaluate(async () => {
        const { data, total_count: count } = await window.Clerk.user.getOrganizationMemberships();
        return { count, slugs: data.map(({ organization }) => organization.slug) };
      });
      assert.deepEqual(memberships, { count: 1, slugs: ["acme"] });
      assert.equal((await page.evaluate(() => window.Clerk.user.getOrganizationInvitations())).total_count, 0);
    });

    test("a session that the Backend API revokes ends in this browser and not in the other", async () => {
      visitor.expecting(...ENDED);
      const page = await arrive();
      await signIn(page, "ada");
      const other = await Visitor.arrive(browser);
      const otherPage = await open(other, pages.url(version, publishableKey));
      await signIn(otherPage, "ada");
      assert.notEqual(await session(page), await session(otherPage));

      const jwt = await token(page);
      await clerk.sessions.revokeSession(await session(page));
      await answers("/auth/session", jwt, { reason: "session-revoked" });
      await soon("the page is signed out", async () => {
        await page.evaluate(() => window.Clerk.session?.getToken({ skipCache: true }).catch(() => null));
        return (await session(page)) === null;
      });

      await answers("/auth/session", await token(otherPage, { skipCache: true }), { status: 200 });
      await other.leave();
    });

    test("two tabs: signed in together, signed out together", async () => {
      visitor.expecting(...ENDED);
      const page = await arrive();
      await signIn(page, "ada");
      const second = await open(visitor, pages.url(version, publishableKey));
      assert.equal(await session(second), await session(page));
      await page.evaluate(() => window.Clerk.signOut(() => {}));
      await soon("the second tab is signed out", async () => (await session(second)) === null);
    });
  });
}

test("the component of clerk-js 5 signs in", async () => {
  const page = await open(visitor, pages.url(5, publishableKey));
  await page.evaluate(() =>
    window.Clerk.mountSignIn(document.getElementById("clerk"), {
      routing: "hash",
      forceRedirectUrl: window.location.href,
    }),
  );
  await page.fill("input[name=identifier]", "ada@acme.example");
  await page.click(".cl-formButtonPrimary");
  await page.fill("input[name=password]", password);
  await screenshot(page, "clerk-js-5");
  // The component loads the page anew then; the cookie of the session token stays. Chromium can hang when a page is closed
  // while it is loaded.
  const loaded = page.waitForEvent("load");
  await page.click(".cl-formButtonPrimary");
  await loaded;
  await soon("the browser is signed in", async () =>
    (await visitor.context.cookies()).some(({ name }) => name === "__session"),
  );
});
