import { OrganizationSwitcher, UserButton, useAuth } from "@clerk/react";
import { useMemo, useState } from "react";

import { createApi, type Exchange } from "./api/client";
import { Identity } from "./Identity";
import { Invoices } from "./Invoices";
import { Requests } from "./Requests";
import { Brand } from "./ui/Brand";

const KEPT = 8;

export function Dashboard() {
  const { getToken, orgId, sessionId } = useAuth();
  const [exchanges, setExchanges] = useState<Exchange[]>([]);
  const api = useMemo(
    () => createApi(getToken, (exchange) => setExchanges((earlier) => [exchange, ...earlier].slice(0, KEPT))),
    [getToken],
  );
  // What the API answers depends on the session and on the active organisation: another one, another start.
  const scope = `${sessionId} ${orgId}`;

  return (
    <div className="page">
      <header className="bar">
        <Brand />
        <OrganizationSwitcher />
        <UserButton />
      </header>
      <main className="grid">
        <Invoices key={`invoices ${scope}`} api={api} />
        <aside>
          <Identity key={`identity ${scope}`} api={api} />
          <Requests exchanges={exchanges} />
        </aside>
      </main>
    </div>
  );
}
