import type { Exchange } from "./api/client";

/** The latest answers of the API, newest first. */
export function Requests({ exchanges }: { exchanges: Exchange[] }) {
  return (
    <section className="card">
      <h2>Requests</h2>
      <ol className="requests" aria-label="Requests">
        {exchanges.map(({ id, method, path, status, reason, milliseconds }) => (
          <li key={id}>
            <span className={`status s${Math.floor(status / 100)}`}>{status}</span>
            <span className="call">
              <b>{method}</b> {path}
              {reason ? <em>{reason}</em> : null}
            </span>
            <span className="time">{milliseconds} ms</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
