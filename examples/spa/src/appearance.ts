/** Clerk's components in the colours of this page. The variables change with the colour scheme: see styles.css. */
export const appearance = {
  variables: {
    colorPrimary: "var(--brand)",
    colorPrimaryForeground: "var(--on-brand)",
    colorBackground: "var(--surface)",
    colorForeground: "var(--text)",
    colorMuted: "var(--sunken)",
    colorMutedForeground: "var(--muted)",
    colorInput: "var(--field)",
    colorInputForeground: "var(--text)",
    colorNeutral: "var(--text)",
    colorDanger: "var(--danger)",
    fontFamily: "var(--font)",
    borderRadius: "0.625rem",
  },
};
