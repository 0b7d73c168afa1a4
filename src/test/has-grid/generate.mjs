// Asks Clerk's own package what has() answers, and writes the answers down: npm install @clerk/backend, then
//   node generate.mjs > ../resources/has-grid.json
// Left out is where this service differs on purpose: masks whose count fits neither list of features.
import { signedInAuthObject } from "@clerk/backend/internal";

const common = { iss: "https://clerk.example.test", sub: "user_1", sid: "sess_1", exp: 2000000000, iat: 1900000000, nbf: 1900000000 };
const bodies = [
  {},
  { org_id: "org_1", org_slug: "acme", org_role: "org:admin", org_permissions: ["org:invoices:create", "org:teams:read"] },
  { org_id: "org_1", org_slug: "acme", org_role: "admin", org_permissions: [] },
  { org_id: "org_1", org_role: "org:org:admin" },
  { org_id: "org_1", org_permissions: ["org:invoices:create"] },
  { org_role: "org:admin", org_permissions: ["org:invoices:create"] },
  { org_id: "org_1", org_role: "org:Admin", org_permissions: ["invoices:create"] },
  { v: 2 },
  { v: 2, org_id: "org_1", org_role: "org:admin", org_permissions: ["org:invoices:create"] },
  { v: 2, o: { id: "org_1", slg: "acme", rol: "admin", per: "create,read", fpm: "3,2" }, fea: "o:invoices,o:teams" },
  { v: 2, o: { id: "org_1", slg: "acme", rol: "member", per: "create,read", fpm: "2" }, fea: "u:beta,o:invoices" },
  { v: 2, o: { id: "org_1", rol: "admin" }, fea: "o:invoices,u:invoices,uo:teams,ou:beta", pla: "o:pro" },
  { v: 2, o: { id: "org_1", rol: "org:admin", per: "create", fpm: "1" }, fea: "o:invoices" },
  { v: 2, o: { id: "org_1", per: "create", fpm: "0" }, fea: "o:invoices" },
  { v: 2, fea: "u:beta,u:teams", pla: "u:free" },
  { v: 2, fea: "x:beta,o:teams", pla: "pro" },
  { v: 2, fea: " o:teams, u:beta", pla: "o:pro,u:free" },
  { v: 2, fea: "beta", pla: "u:pro" },
  { v: "2", o: { id: "org_1", rol: "admin" }, fea: "o:invoices" },
  { v: 3, o: { id: "org_1", rol: "admin" } },
];
const ages = [undefined, [0, 0], [0, -1], [-1, 0], [-1, -1], [9, 9], [10, 10], [9, 11], [11, 9], [59, 61], [61, 59], [1439, -1], [1440, -1],
  [5], [1, 2, 3], ["1", 2], [-2, 1], null, 7];
const questions = [
  {}, { role: "org:admin" }, { role: "admin" }, { role: "member" }, { role: "Admin" }, { role: "org:org:admin" },
  { permission: "org:invoices:create" }, { permission: "invoices:create" }, { permission: "org:teams:read" }, { permission: "org:invoices:read" },
  { permission: "create" }, { feature: "invoices" }, { feature: "org:invoices" }, { feature: "o:teams" }, { feature: "organization:beta" },
  { feature: "user:beta" }, { feature: "u:teams" }, { feature: "team:beta" }, { feature: "beta" }, { feature: "o:invoices:x" }, { plan: "pro" },
  { plan: "org:pro" }, { plan: "user:free" }, { plan: "free" }, { role: "org:admin", permission: "org:invoices:create" },
  { role: "org:admin", feature: "invoices" }, { feature: "teams", plan: "pro" }, { role: "org:admin", reverification: "strict" },
  { permission: "org:invoices:create", feature: "invoices", reverification: "lax" },
];
const reverifications = ["strict_mfa", "strict", "moderate", "lax",
  ...["first_factor", "second_factor", "multi_factor"].flatMap((level) => [1, 10, 60].map((afterMinutes) => ({ level, afterMinutes })))]
  .map((reverification) => ({ reverification }));

const has = (claims, question) => signedInAuthObject({ sessionToken: "t" }, "t", claims).has(question);
const rows = [];
const add = (claims, asked) => {
  const whole = { ...common, ...claims };
  rows.push({ claims: whole, answers: asked.map((question) => (has(whole, question) ? "1" : "0")).join("") });
};
const all = [...questions, ...reverifications];
for (const body of bodies) for (const fva of [undefined, [0, -1], [30, 5], [20, 30]]) add({ ...body, ...(fva && { fva }) }, all);
for (const fva of ages) for (const v of [undefined, 2]) add({ ...(v && { v }), ...(fva !== undefined && { fva }) }, all);
console.log(JSON.stringify({ questions: all, rows }).replaceAll('{"claims"', '\n{"claims"'));
