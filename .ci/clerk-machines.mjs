// Clerk's own authenticateRequest and the service decide alike about the stand-in's credentials, apart from DEVIATIONS.
import assert from "node:assert/strict";
import { createSign, generateKeyPairSync, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { createClerkClient } from "@clerk/backend";

const base = process.env.BASE;
const apiUrl = `${base}/dev-clerk`;
const secretKey = "sk_test_any";
const publishableKey = `pk_test_${Buffer.from("stand-in.clerk.accounts.dev$").toString("base64")}`;
const clerk = createClerkClient({ secretKey, publishableKey, apiUrl, telemetry: { disabled: true } });

const text = async (path) => (await fetch(`${apiUrl}${path}`)).text();
const backend = async (path, body) => {
    const answer = await fetch(`${apiUrl}/v1${path}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, path);
    return answer.json();
};

// The stand-in's own key signs what it would not issue.
const jwk = JSON.parse(readFileSync(`${homedir()}/.cache/clerk-guard/dev-clerk-key.json`, "utf8"));
const ownKey = createPrivateKey({ key: jwk, format: "jwk" });
const strangersKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const encoded = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
const signed = (header, claims, key = ownKey) => {
    const input = `${encoded(header)}.${encoded(claims)}`;
    return `${input}.${createSign("RSA-SHA256").update(input).sign(key, "base64url")}`;
};
const changed = (jwt, { header = {}, claims = {}, key = ownKey } = {}) => {
    const [head, body] = jwt.split(".").slice(0, 2).map(decoded);
    return signed({ ...head, ...header }, { ...body, ...claims }, key);
};

const session = await text("/token?user=ada&organization=acme");
const apiKey = await text("/credential?type=api_key&user=ada&scope=invoices:read");
const m2m = await text("/credential?type=m2m_token&machine=reports&scope=billing");
const m2mJwt = await text("/credential?type=m2m_token&machine=reports&jwt=true");
const oauth = await text("/credential?type=oauth_token&scope=profile");
const oauthJwt = await text("/credential?type=oauth_token&scope=profile&jwt=true");
const revoke = async (path, member, secret) => {
    const { id } = await backend(`${path}/verify`, { [member]: secret });
    await backend(`${path}/${id}/revoke`, {});
    return secret;
};
const revokedOauth = await text("/credential?type=oauth_token");
await fetch(`${apiUrl}/oauth/token/revoke`, { method: "POST", body: new URLSearchParams({ token: revokedOauth }) });
const past = { iat: 1, nbf: 1, exp: 2 };

const CREDENTIALS = {
    "session token": session,
    "API key": apiKey,
    "API key of an organization": await text("/credential?type=api_key&organization=acme"),
    "M2M token": m2m,
    "M2M JWT": m2mJwt,
    "OAuth token": oauth,
    "OAuth JWT": oauthJwt,
    "unknown API key": "ak_unknown",
    "unknown M2M token": "mt_unknown",
    "unknown OAuth token": "oat_unknown",
    "revoked API key": await revoke("/api_keys", "secret", await text("/credential?type=api_key")),
    "revoked M2M token": await revoke("/m2m_tokens", "token", await text("/credential?type=m2m_token")),
    "revoked OAuth token": revokedOauth,
    "expired API key": await text("/credential?type=api_key&expired=true"),
    "expired M2M token": await text("/credential?type=m2m_token&expired=true"),
    "expired session token": changed(session, { claims: past }),
    "expired M2M JWT": changed(m2mJwt, { claims: past }),
    "expired OAuth JWT": changed(oauthJwt, { claims: past }),
    "forged session token": changed(session, { key: strangersKey }),
    "forged M2M JWT": changed(m2mJwt, { key: strangersKey }),
    "forged OAuth JWT": changed(oauthJwt, { key: strangersKey }),
    "M2M JWT of another issuer": changed(m2mJwt, { claims: { iss: "https://other.example" } }),
    "OAuth JWT of another issuer": changed(oauthJwt, { claims: { iss: "https://other.example" } }),
    "M2M JWT with typ at+jwt": changed(m2mJwt, { header: { typ: "at+jwt" } }),
    "M2M JWT of another category": changed(m2mJwt, { header: { cat: "cl_B7d4PD222AAA" } }),
    "session token with typ at+jwt": changed(session, { header: { typ: "at+jwt" } }),
    "JWT behind an opaque prefix": `ak_${session}`,
    "no credential": "garbage",
};

const ACCEPTED = [
    [],
    ["session_token"],
    ["api_key"],
    ["m2m_token"],
    ["oauth_token"],
    ["any"],
    ["api_key", "oauth_token"],
    ["session_token", "m2m_token"],
];

// What the service decides otherwise, on purpose: [credential, accepted, what Clerk's SDK does, what the service does].
const signedIn = "signed in";
const DEVIATIONS = {
    "a revoked or expired answer is signed in by the SDK": (name, accepted, theirs, ours) =>
        /^(revoked|expired) (API key|M2M token|OAuth token)$/.test(name) && theirs === signedIn && ours === "401",
    "the SDK does not check iss": (name, accepted, theirs, ours) =>
        name.endsWith("of another issuer") && theirs === signedIn && ours === "401",
};
const OBJECTS = {
    "a session token with typ at+jwt has no client: an empty text in the SDK, null here": (name, member) =>
        name === "session token with typ at+jwt" && ["id", "clientId", "scopes"].includes(member),
};
const REASONS = {
    "malformed text is token-invalid here for every acceptance": (name, accepted, theirs, ours) =>
        ["JWT behind an opaque prefix", "no credential"].includes(name) && ours === "token-invalid",
    "an opaque token where only sessions are accepted": (name, accepted, theirs, ours) =>
        !accepted.some((kind) => kind !== "session_token") && theirs === "token-invalid" && ours === "token-type-mismatch",
};

const seen = new Set();
let compared = 0;
const listed = (deviations, ...what) => {
    const found = Object.entries(deviations).find(([, applies]) => applies(...what));
    if (found) {
        seen.add(found[0]);
    }
    return found !== undefined;
};

for (const [name, credential] of Object.entries(CREDENTIALS)) {
    for (const accepted of ACCEPTED) {
        const headers = { Authorization: `Bearer ${credential}` };
        const acceptsToken = accepted.length === 0 ? undefined : accepted.length === 1 ? accepted[0] : accepted;
        const theirs = await clerk.authenticateRequest(new Request(`${base}/x`, { headers }), { acceptsToken });
        const ours = await fetch(`${base}/auth/verify?${accepted.map((kind) => `accepts=${kind}`).join("&")}`, { headers });
        const where = `${name}, accepted: ${accepted.join(" ") || "default"}`;
        const their = theirs.isAuthenticated ? signedIn : "401";
        const our = ours.status === 204 ? signedIn : String(ours.status);
        const reason = ours.status === 204 ? null : (await ours.json()).reason;
        compared++;
        if (their !== our) {
            assert.ok(listed(DEVIATIONS, name, accepted, their, our), `${where}: SDK ${their}, service ${our} ${reason}`);
        } else if (their === signedIn) {
            assert.equal(ours.headers.get("x-auth-token-type"), theirs.tokenType, where);
            const object = await (await fetch(`${base}/auth/whoami`, { headers })).json();
            const auth = theirs.toAuth();
            if (theirs.tokenType !== "session_token") {
                for (const [member, value] of Object.entries(object)) {
                    if (JSON.stringify(value) !== JSON.stringify(auth[member] ?? null)) {
                        assert.ok(listed(OBJECTS, name, member), `${where}: ${member} is ${JSON.stringify(value)}`);
                    }
                }
            }
            assert.equal(object.userId ?? null, auth.userId ?? null, where);
        } else if ([theirs.reason, reason].includes("token-type-mismatch") && theirs.reason !== reason) {
            assert.ok(listed(REASONS, name, accepted, theirs.reason, reason),
                `${where}: SDK ${theirs.reason}, service ${reason}`);
        }
    }
}
for (const deviation of [DEVIATIONS, OBJECTS, REASONS].flatMap(Object.keys)) {
    assert.ok(seen.has(deviation), `this deviation is no more: ${deviation}`);
}

// Clerk's own client manages the credentials.
const machine = await clerk.machines.create({ name: "sender" });
const receiver = await clerk.machines.create({ name: "receiver" });
await clerk.machines.createScope(machine.id, receiver.id);
const issued = await clerk.m2m.createToken({ machineSecretKey: machine.secretKey, claims: { tier: "gold" } });
assert.equal((await clerk.m2m.verify({ token: issued.token })).subject, machine.id);
assert.equal((await clerk.m2m.revokeToken({ m2mTokenId: issued.id, revocationReason: "lost" })).revoked, true);
const key = await clerk.apiKeys.create({ name: "CI", subject: "user_ada", scopes: ["a"] });
assert.equal((await clerk.apiKeys.verify(key.secret)).id, key.id);
assert.equal((await clerk.apiKeys.list({ subject: "user_ada" })).data.some((one) => one.id === key.id), true);
assert.equal((await clerk.apiKeys.revoke({ apiKeyId: key.id })).revoked, true);
const application = await clerk.oauthApplications.create({ name: "App", redirectUris: ["http://localhost/x"], scopes: "profile" });
assert.ok(application.clientSecret);
console.log(`ok: ${compared} decisions compared, machine credentials managed with Clerk's client`);
