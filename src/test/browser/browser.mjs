// Debian's Chromium, and pages that fail a test when they log an error or ask another machine.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

import { PATIENCE_MILLIS } from "./stand-in.mjs";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const LOOPBACK = new Set(["localhost", "127.0.0.1"]);
const SCREENSHOTS = process.env.SCREENSHOTS;

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });

/** A browser of its own, as another user would have: no cookie and no storage of an earlier one. */
export class Visitor {
  #errors = [];
  #left = [];
  #allowed = [];
  requests = [];

  static async arrive(browser, options = {}) {
    const visitor = new Visitor();
    visitor.context = await browser.newContext(options);
    visitor.context.setDefaultTimeout(PATIENCE_MILLIS);
    visitor.context.on("page", (page) => visitor.#watch(page));
    visitor.context.on("request", (request) => visitor.#note(request));
    return visitor;
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#errors.push(`${error}`));
    page.on("console", (message) => {
      if (message.type() === "error") {
        this.#errors.push(`${message.text()} ${message.location().url}`);
      }
    });
  }

  #note(request) {
    const url = new URL(request.url());
    if (!url.protocol.startsWith("http")) {
      return;
    }
    if (!LOOPBACK.has(url.hostname)) {
      this.#left.push(request.url());
    } else if (url.pathname.startsWith("/dev-clerk/")) {
      const method = url.searchParams.get("_method") ?? request.method();
      this.requests.push(`${method} ${url.pathname.replace("/dev-clerk", "").replace(/(sess|sia|sua)_\w+/, "$1_…")}`);
    }
  }

  /** The refusals that a test provokes: the browser logs each answer of 400 and above as an error. */
  expecting(...statuses) {
    this.#allowed.push(...statuses.map((status) => new RegExp(`status of ${status}`)));
    return this;
  }

  /** Dev mode closes connections when it restarts. The browser logs that, and clerk-js calls again. */
  expectingClosedConnections() {
    this.#allowed.push(/net::ERR_/, /Failed to fetch/, /Network error/);
    return this;
  }

  page() {
    return this.context.newPage();
  }

  /** Ends the visit, and fails when a page logged an error or sent a request to another machine. */
  async leave() {
    await this.context.close();
    assert.deepEqual(this.#left, [], "requests that left the machine");
    assert.deepEqual(
      this.#errors.filter((error) => !this.#allowed.some((expected) => expected.test(error))),
      [],
      "errors on the console",
    );
  }
}

export async function screenshot(page, name, options = {}) {
  if (SCREENSHOTS) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, animations: "disabled", ...options });
  }
}
