import "@fontsource-variable/inter";
import "./styles.css";

import { Clerk } from "@clerk/clerk-js";
import { ClerkProvider } from "@clerk/react";
import { ui } from "@clerk/ui";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { appearance } from "./appearance";

const { VITE_CLERK_PUBLISHABLE_KEY: publishableKey, VITE_CLERK_PROXY_URL: proxyUrl } = import.meta.env;

if (!publishableKey) {
  throw new Error("VITE_CLERK_PUBLISHABLE_KEY is not set. Copy .env.example to .env and restart Vite.");
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ClerkProvider
      // Both come out of node_modules. Without them the page loads its scripts from Clerk's CDN.
      Clerk={Clerk}
      ui={ui}
      publishableKey={publishableKey}
      proxyUrl={proxyUrl || undefined}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      afterSignOutUrl="/sign-in"
      signInFallbackRedirectUrl="/"
      signUpFallbackRedirectUrl="/"
      telemetry={false}
      appearance={appearance}
    >
      <App />
    </ClerkProvider>
  </StrictMode>,
);
