import createClient, { type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema";

export type Invoice = components["schemas"]["Invoice"];
export type Problem = components["schemas"]["Refusal"];
export type Session = components["schemas"]["Session"];
export type User = components["schemas"]["User"];
export type Api = ReturnType<typeof createApi>;

/** One request and its answer, for the list of requests on the page. */
export interface Exchange {
  id: number;
  method: string;
  path: string;
  status: number;
  reason?: Problem["reason"];
  milliseconds: number;
}

let exchanges = 0;

/** The client of clerk-guard's API. Its types are generated from the OpenAPI document: `npm run api`. */
export function createApi(getToken: () => Promise<string | null>, onExchange: (exchange: Exchange) => void) {
  const api = createClient<paths>({ baseUrl: import.meta.env.VITE_API_URL });
  const started = new Map<string, number>();
  const middleware: Middleware = {
    async onRequest({ request, id }) {
      const token = await getToken();
      if (token) {
        request.headers.set("Authorization", `Bearer ${token}`);
      }
      started.set(id, performance.now());
      return request;
    },
    onResponse({ request, response, id }) {
      onExchange({
        id: ++exchanges,
        method: request.method,
        path: new URL(request.url).pathname,
        status: response.status,
        // Every refusal names its reason in this header, too.
        reason: (response.headers.get("x-clerk-auth-reason") as Problem["reason"] | null) ?? undefined,
        milliseconds: Math.round(performance.now() - (started.get(id) ?? 0)),
      });
      started.delete(id);
    },
  };
  api.use(middleware);
  return api;
}

/**
 * What useReverification must get from its fetcher: the body, or an empty object where a 204 has none. The hook would
 * call json() on a Response, and a Response without a body would make it throw.
 */
export function body<T, E>(result: { data?: T; error?: E; response: Response }): T | E | Record<string, never> {
  return result.response.status === 204 ? {} : ((result.error ?? result.data) as T | E);
}

/** An effect that loads something and is aborted when the component goes away. Returns the clean-up function. */
export function whileMounted(load: (signal: AbortSignal) => Promise<void>) {
  const controller = new AbortController();
  // After the current task: an effect that React only tries out (StrictMode) sends no request.
  queueMicrotask(() => {
    if (!controller.signal.aborted) {
      load(controller.signal).catch((error: unknown) => {
        if (!controller.signal.aborted) {
          throw error;
        }
      });
    }
  });
  return () => controller.abort();
}
