import { SignIn, SignUp } from "@clerk/react";

import { Brand } from "./ui/Brand";

/** What a visitor without a session sees. The path decides between the two forms. */
export function Welcome() {
  return (
    <div className="welcome">
      <section className="pitch">
        <Brand />
        <div>
          <h1>Invoices that only the right people can touch.</h1>
          <p>This page signs in with Clerk’s own packages. Its API is protected by clerk‑guard.</p>
        </div>
      </section>
      <main className="form">
        {window.location.pathname.startsWith("/sign-up") ? <SignUp routing="hash" /> : <SignIn routing="hash" />}
      </main>
      {import.meta.env.VITE_CLERK_PROXY_URL ? <People /> : null}
    </div>
  );
}

/** The users of the stand-in's file: src/main/resources/dev-clerk.json of clerk-guard. */
function People() {
  return (
    <dl className="people">
      <div>
        <dt>ada</dt>
        <dd>
          Admin of Acme. Password <code>clerk-dev</code>
        </dd>
      </div>
      <div>
        <dt>grace</dt>
        <dd>
          Member of Acme, admin of Globex. Password <code>clerk-dev</code>, then <code>424242</code>
        </dd>
      </div>
      <div>
        <dt>linus@home.example</dt>
        <dd>
          No organisation, no password. Code <code>424242</code>
        </dd>
      </div>
    </dl>
  );
}
