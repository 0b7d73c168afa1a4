import assert from "node:assert/strict";
import { createClerkClient, verifyToken } from "@clerk/backend";

const apiUrl = `${process.env.BASE}/dev-clerk`;
const secretKey = "sk_test_any";
const clerk = createClerkClient({ secretKey, apiUrl });
const token = async (query) => (await fetch(`${apiUrl}/token?${query}`)).text();

const ada = await clerk.users.getUser("user_ada");
assert.equal(ada.primaryEmailAddress.emailAddress, "ada@acme.example");

const list = await clerk.users.getUserList({ organizationId: ["org_globex"] });
assert.deepEqual(list.data.map((user) => user.id), ["user_grace"]);
assert.equal(await clerk.users.getCount(), 3);

const memberships = await clerk.users.getOrganizationMembershipList({ userId: "user_grace" });
assert.deepEqual(memberships.data.map((one) => one.role).sort(), ["org:admin", "org:member"]);
await assert.rejects(clerk.users.getUser("user_nobody"), (error) => error.status === 404);

const claims = await verifyToken(await token("user=linus"), { secretKey, apiUrl });
assert.equal(claims.sub, "user_linus");
await assert.rejects(verifyToken(await token("user=linus&expired=true"), { secretKey, apiUrl }), { reason: "token-expired" });

assert.equal((await clerk.sessions.getSession(claims.sid)).userId, "user_linus");
assert.ok((await clerk.sessions.getToken(claims.sid)).jwt);
assert.equal((await clerk.sessions.revokeSession(claims.sid)).status, "revoked");
await assert.rejects(clerk.sessions.getToken(claims.sid), (error) => error.status === 404);

// From here on the service is asked what it makes of it: the stand-in tells it by webhook, in the background.
const ask = async (path, bearer) => {
    const response = await fetch(`${process.env.BASE}${path}`, { headers: { Authorization: `Bearer ${bearer}` } });
    return { status: response.status, ...(await response.json()) };
};
const soon = async (what, path, bearer, holds) => {
    const deadline = Date.now() + 10_000;
    for (let answer = await ask(path, bearer); !holds(answer); answer = await ask(path, bearer)) {
        assert.ok(Date.now() < deadline, `${what}: still ${JSON.stringify(answer)}`);
    }
};

const mary = await clerk.users.createUser({ firstName: "Mary", emailAddress: ["mary@home.example"] });
const first = await token(`user=${mary.id}`);
assert.equal((await ask("/auth/me", first)).firstName, "Mary");
assert.equal((await clerk.users.updateUser(mary.id, { firstName: "Maria" })).firstName, "Maria");
await soon("changed", "/auth/me", first, (me) => me.firstName === "Maria");
await clerk.users.replaceUserMetadata(mary.id, { publicMetadata: { tier: "gold" } });
await clerk.users.updateUserMetadata(mary.id, { publicMetadata: { seats: 3 } });
await soon("merged", "/auth/me", first, (me) => me.publicMetadata.tier === "gold" && me.publicMetadata.seats === 3);

const active = await clerk.sessions.getSessionList({ userId: mary.id, status: "active" });
assert.equal(active.totalCount, 1);
assert.equal((await ask("/auth/session", first)).sessionId, active.data[0].id);
await clerk.sessions.revokeSession(active.data[0].id);
await soon("revoked", "/auth/session", first, (answer) => answer.status === 401 && answer.reason === "session-revoked");

const second = await token(`user=${mary.id}`);
assert.equal((await ask("/auth/session", second)).userId, mary.id);
assert.equal((await clerk.users.banUser(mary.id)).banned, true);
await soon("banned", "/auth/session", second, (answer) => answer.status === 401 && answer.reason === "user-banned");
assert.equal((await clerk.users.unbanUser(mary.id)).banned, false);
assert.equal((await clerk.users.deleteUser(mary.id)).deleted, true);
await soon("deleted", "/auth/session", second, (answer) => answer.status === 401 && answer.reason === "user-not-found");
await assert.rejects(clerk.users.getUser(mary.id), (error) => error.status === 404);

console.log("getUser, getUserList, getCount, memberships, verifyToken, getSession, getToken, revokeSession: as with Clerk");
console.log("createUser, updateUser, replaceUserMetadata, updateUserMetadata, getSessionList, revokeSession, banUser, unbanUser, deleteUser: seen by the service at once");
