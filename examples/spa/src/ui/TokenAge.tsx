import { useSession } from "@clerk/react";
import { useEffect, useState } from "react";

const RADIUS = 15;
const AROUND = 2 * Math.PI * RADIUS;

/** How much of the session token's life is left. clerk-js renews it before the end. */
export function TokenAge() {
  const { session } = useSession();
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  const claims = session?.lastActiveToken?.jwt?.claims;
  if (!claims) {
    return null;
  }
  const left = Math.max(0, claims.exp - now / 1000);
  const part = Math.min(1, left / (claims.exp - claims.iat));
  return (
    <svg className="age" viewBox="0 0 36 36" role="img" aria-label={`The token expires in ${Math.round(left)} seconds`}>
      <circle cx="18" cy="18" r={RADIUS} />
      <circle cx="18" cy="18" r={RADIUS} strokeDasharray={`${AROUND * part} ${AROUND}`} />
      <text x="18" y="18.5">
        {Math.round(left)}
      </text>
    </svg>
  );
}
