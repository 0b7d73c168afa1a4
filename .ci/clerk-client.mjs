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

console.log("getUser, getUserList, getCount, memberships, verifyToken, getSession, getToken, revokeSession: as with Clerk");
