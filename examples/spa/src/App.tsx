import { ClerkLoading, Show } from "@clerk/react";

import { Dashboard } from "./Dashboard";
import { Welcome } from "./Welcome";

export function App() {
  return (
    <>
      <ClerkLoading>
        <div className="loading" role="status" aria-label="Loading" />
      </ClerkLoading>
      <Show when="signed-in">
        <Dashboard />
      </Show>
      <Show when="signed-out">
        <Welcome />
      </Show>
    </>
  );
}
