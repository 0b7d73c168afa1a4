import { useReverification, useUser } from "@clerk/react";
import { isReverificationCancelledError } from "@clerk/react/errors";
import { useCallback, useEffect, useState } from "react";

import { body, whileMounted, type Api, type Invoice, type Problem } from "./api/client";

interface Notice {
  tone: "good" | "bad";
  text: string;
}

const money = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });

/** The resource of this example: dev.clerkguard.example.InvoiceResource. The server decides, this page only asks. */
export function Invoices({ api }: { api: Api }) {
  const { user } = useUser();
  const [invoices, setInvoices] = useState<Invoice[]>();
  const [notice, setNotice] = useState<Notice>();

  const load = useCallback(
    async (signal?: AbortSignal) => {
      const { data } = await api.GET("/example/invoices", { signal });
      setInvoices(data ?? []);
    },
    [api],
  );

  useEffect(() => whileMounted(load), [load]);

  /** Guarded by @RolesAllowed("org:admin"). */
  async function create() {
    const { data, error } = await api.POST("/example/invoices");
    say(error, () => `Invoice ${data?.number} is a draft now.`);
    await load();
  }

  /** Guarded by @RequiresPlan("org:business"). */
  async function report() {
    const { data, error } = await api.GET("/example/invoices/report");
    say(error, () => `${money.format(data?.outstanding ?? 0)} outstanding, ${money.format(data?.paid ?? 0)} paid.`);
  }

  /**
   * Guarded by @Reverified("strict"). The hook reads the body: it opens Clerk's modal when clerk-guard asks for a fresh
   * factor, and sends the request again afterwards.
   */
  const deleteDrafts = useReverification(async () => body(await api.DELETE("/example/invoices/drafts")));

  async function onDeleteDrafts() {
    try {
      const answer = await deleteDrafts();
      say(answer && "reason" in answer ? (answer as Problem) : undefined, () => "All drafts are deleted.");
      await load();
    } catch (error) {
      if (!isReverificationCancelledError(error)) {
        throw error;
      }
      setNotice({ tone: "bad", text: "Nothing was deleted: the verification was cancelled." });
    }
  }

  function say(error: Problem | undefined, success: () => string) {
    setNotice(error ? { tone: "bad", text: `${error.title} (${error.reason})` } : { tone: "good", text: success() });
  }

  const open = invoices?.filter(({ status }) => status === "OPEN") ?? [];
  return (
    <section className="card invoices">
      <div className="head">
        <div>
          <h1>{user?.firstName ? `Hello, ${user.firstName}` : "Hello"}</h1>
          <p>
            {invoices
              ? `${open.length} open invoices, ${money.format(open.reduce((sum, { amount }) => sum + amount, 0))} in total`
              : "Loading"}
          </p>
        </div>
        <div className="actions">
          <button type="button" className="quiet" onClick={() => void report()}>
            Report<small>plan</small>
          </button>
          <button type="button" className="quiet" onClick={() => void onDeleteDrafts()}>
            Delete drafts<small>step-up</small>
          </button>
          <button type="button" onClick={() => void create()}>
            New invoice<small>role</small>
          </button>
        </div>
      </div>
      <p className={`notice ${notice?.tone ?? ""}`} role="status" aria-live="polite">
        {notice?.text}
      </p>
      <table>
        <thead>
          <tr>
            <th>Invoice</th>
            <th>Customer</th>
            <th className="due">Due</th>
            <th className="amount">Amount</th>
            <th>Status</th>
          </tr>
        </thead>
        <tbody>
          {invoices?.map(({ number, customer, due, amount, status }) => (
            <tr key={number}>
              <td className="number">{number}</td>
              <td>{customer}</td>
              <td className="due">{day.format(new Date(due))}</td>
              <td className="amount">{money.format(amount)}</td>
              <td>
                <span className={`pill ${status.toLowerCase()}`}>{status.toLowerCase()}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
