export function Brand() {
  return (
    <a className="brand" href="/">
      <img src="/mark.svg" alt="" width="28" height="28" />
      <span>Tally</span>
    </a>
  );
}
