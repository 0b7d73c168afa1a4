// The claims of a session token in words (Clerk docs, "Session tokens").

const decodePart = (part) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))));

export const decode = (token) => {
  const [header, claims] = token.split(".");
  return { header: decodePart(header), claims: decodePart(claims) };
};

const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB");
const minutes = (age) => (age === -1 ? "never" : age === 0 ? "less than a minute ago" : `${age} min ago`);

const scoped = (text) =>
  text.split(",").map((entry) => {
    const [scope, name] = entry.split(":");
    const owners = [...scope].map((letter) => (letter === "o" ? "organisation" : "user")).join(" and ");
    return `${name} (${owners})`;
  });

/** The permissions of version 2: one mask for each feature of the organisation, one bit for each name. */
const permissions = (organization, features) => {
  const names = organization.per?.split(",") ?? [];
  const ofOrganization = (features ?? "").split(",").filter((entry) => entry.split(":")[0].includes("o"));
  return (organization.fpm?.split(",") ?? []).flatMap((mask, index) =>
    names
      .filter((_, bit) => (BigInt(mask) >> BigInt(bit)) & 1n)
      .map((name) => `org:${ofOrganization[index]?.split(":")[1]}:${name}`),
  );
};

const WORDS = {
  v: (value) => `Version ${value} of Clerk's session tokens`,
  iss: () => "The Clerk instance that made it",
  azp: () => "The origin that it was made for",
  aud: () => "The audience that it is for",
  sub: () => "The user",
  sid: () => "The session",
  iat: (value) => `Issued at ${time(value)}`,
  nbf: (value) => `Not valid before ${time(value)}`,
  exp: (value) => `Expires at ${time(value)}`,
  jti: () => "The token's own id",
  sts: (value) => (value === "active" ? "The session is active" : "The session has tasks to complete"),
  fva: ([first, second]) => `First factor verified ${minutes(first)}, second factor ${minutes(second)}`,
  act: (value) => `Impersonated by ${value.sub}`,
  fea: (value) => `Features: ${scoped(value).join(", ")}`,
  pla: (value) => `Plans: ${scoped(value).join(", ")}`,
  o: (value, claims) => {
    const may = permissions(value, claims.fea);
    return `${value.slg} is active, role org:${value.rol}${may.length ? `; may ${may.join(", ")}` : ""}`;
  },
};

/** Each claim as [name, what it means, value]. */
export const explain = ({ header, claims }) => [
  ["kid", "The key that signed it", header.kid],
  ["alg", header.alg === "none" ? "Not signed" : "How it is signed", header.alg],
  ...Object.entries(claims).map(([name, value]) => [name, WORDS[name]?.(value, claims) ?? "A claim of your own", value]),
];
