// A page without a framework that loads clerk-js as a script, in the version of its query: what Clerk's CDN serves.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const DIST = /^\/npm\/@clerk\/clerk-js@([56])[.\d]*\/dist\/([\w.-]+\.js)$/;

const html = (version, key, proxyUrl) => `<!doctype html><meta charset="utf-8"><title>clerk-js ${version}</title>
<link rel="icon" href="data:,">
<div id="clerk"></div>
<script crossorigin="anonymous" data-clerk-publishable-key="${key}" data-clerk-proxy-url="${proxyUrl}"
  src="/npm/@clerk/clerk-js@${version}/dist/clerk.browser.js"></script>`;

/** Starts the server of the page. Returns how to address it and how to stop it. */
export async function servePages(proxyUrl) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const script = DIST.exec(url.pathname);
    if (script) {
      const file = new URL(`node_modules/clerk-js-${script[1]}/dist/${script[2]}`, import.meta.url);
      response.writeHead(200, { "Content-Type": "application/javascript" }).end(await readFile(file));
    } else {
      const page = html(url.searchParams.get("version"), url.searchParams.get("key"), proxyUrl);
      response.writeHead(200, { "Content-Type": "text/html" }).end(page);
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address();
  return {
    url: (version, key) => `http://localhost:${port}/?version=${version}&key=${encodeURIComponent(key)}`,
    close: () => server.close(),
  };
}

/** Opens the page and waits until clerk-js is loaded. */
export async function open(visitor, address) {
  const page = await visitor.page();
  await page.goto(address);
  await page.evaluate(() => window.Clerk.load({ telemetry: false }));
  return page;
}
