// The endpoints of this service, read from its OpenAPI document.

const METHODS = ["get", "post", "put", "patch", "delete"];

/** A path that can be sent: template parameters become 1. */
const sendable = (path) => path.replace(/\{[^}]*\}/g, "1");

const label = ({ method, path, requires }) => `${method} ${path}${requires.length ? ` — ${requires.join("; ")}` : ""}`;

/** Resources of the team first, then ours; nothing of the stand-in, and no webhook, which Clerk sends. */
export const load = async () => {
  const response = await fetch("/q/openapi?format=json");
  const { paths } = await response.json();
  const endpoints = Object.entries(paths)
    .filter(([path]) => !path.startsWith("/dev-clerk") && !path.startsWith("/webhooks"))
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => ({
        method: method.toUpperCase(),
        path,
        send: sendable(path),
        summary: item[method].summary ?? item[method].description ?? "",
        requires: item[method]["x-clerk-requires"] ?? [],
        isPublic: item[method].security?.length === 0,
      })),
    );
  const ours = ({ path }) => path === "/" || path.startsWith("/auth/");
  return [...endpoints.filter((one) => !ours(one)), ...endpoints.filter(ours)].map((one) => ({ ...one, label: label(one) }));
};

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

export const curl = (method, path, token) =>
  [
    "curl -i",
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(token ? [`-H ${quoted(`Authorization: Bearer ${token}`)}`] : []),
    quoted(location.origin + path),
  ].join(" ");

/** Sends a request and reads its answer. Times are milliseconds. */
export const call = async (method, path, token) => {
  const started = performance.now();
  const response = await fetch(path, { method, headers: token ? { Authorization: `Bearer ${token}` } : {} });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    millis: Math.round(performance.now() - started),
    headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n"),
    body: type.includes("json") && text ? JSON.parse(text) : text,
  };
};
