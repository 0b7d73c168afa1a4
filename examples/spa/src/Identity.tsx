import { useAuth, useClerk } from "@clerk/react";
import { useEffect, useState } from "react";

import { whileMounted, type Api, type Session, type User } from "./api/client";
import { TokenAge } from "./ui/TokenAge";

/** What clerk-guard knows about the caller: the user's record, and what the token says. */
export function Identity({ api }: { api: Api }) {
  const { has } = useAuth();
  const clerk = useClerk();
  const [user, setUser] = useState<User>();
  const [session, setSession] = useState<Session>();

  useEffect(
    () =>
      whileMounted(async (signal) => {
        const [me, current] = await Promise.all([api.GET("/auth/me", { signal }), api.GET("/auth/session", { signal })]);
        setUser(me.data);
        setSession(current.data);
      }),
    [api],
  );

  async function signOutEverywhere() {
    const { response } = await api.POST("/auth/sign-out-everywhere");
    if (response.ok) {
      await clerk.signOut();
    }
  }

  return (
    <section className="card identity">
      <div className="who">
        {user?.imageUrl ? <img src={user.imageUrl} alt="" width="44" height="44" /> : <span className="face" />}
        <div>
          <strong>{user ? [user.firstName, user.lastName].filter(Boolean).join(" ") || user.id : "…"}</strong>
          <span>{user?.primaryEmailAddress}</span>
        </div>
        <TokenAge />
      </div>
      <dl className="facts">
        <Fact name="User" value={session?.userId} />
        <Fact name="Organisation" value={session?.orgSlug ?? "none"} />
        <Fact name="Role" value={session?.orgRole ?? "none"} />
        <Fact name="Plan" value={has?.({ plan: "org:business" }) ? "business" : "without reports"} />
      </dl>
      {session?.orgPermissions?.length ? (
        <ul className="chips" aria-label="Permissions">
          {session.orgPermissions.map((permission) => (
            <li key={permission}>{permission.replace("org:", "")}</li>
          ))}
        </ul>
      ) : null}
      <button type="button" className="quiet" onClick={() => void signOutEverywhere()}>
        Sign out everywhere
      </button>
    </section>
  );
}

function Fact({ name, value }: { name: string; value?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value ?? "…"}</dd>
    </div>
  );
}
