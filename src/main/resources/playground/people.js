/** The choice of the user, the organisation and the role. */
import { $, el } from "/dev-clerk/playground/dom.js";
import { state, user } from "/dev-clerk/playground/state.js";
import { release } from "/dev-clerk/playground/token.js";

export const people = async () => {
  state.people = await (await fetch("/dev-clerk/playground/people")).json();
  state.user = user() ? state.user : state.people.users[0].name;
  $("users").replaceChildren(
    $("users").querySelector("legend"),
    ...state.people.users.map((one) => {
      const memberships = Object.entries(one.roles).map(([slug, role]) => `${slug} ${role}`);
      const radio = el("input", { type: "radio", name: "user", value: one.name, checked: one.name === state.user });
      radio.addEventListener("change", () => choose(one.name));
      return el(
        "label",
        { className: "user" },
        radio,
        el("img", { src: new URL(one.image, location.href).pathname, alt: "" }),
        el(
          "span",
          {},
          el("strong", { textContent: `${one.firstName} ${one.lastName}`.trim() || one.name }),
          el("small", { textContent: one.banned ? "banned" : memberships.join(", ") || "no organisation", className: one.banned ? "banned" : "" }),
        ),
      );
    }),
  );
  $("first-name").value = user().firstName;
  $("ban").textContent = user().banned ? "Unban the user" : "Ban the user";
};

const organizations = () => {
  const member = Object.keys(user().roles);
  const options = state.people.organizations.map(({ slug, name }) =>
    el("option", { value: slug, textContent: member.includes(slug) ? name : `${name} (no member)` }),
  );
  $("organization").replaceChildren(el("option", { value: "", textContent: "None" }), ...options);
  $("organization").value = member[0] ?? "";
  roles();
};

export const roles = () => {
  const slug = $("organization").value;
  const known = state.people.organizations.find((one) => one.slug === slug)?.roles ?? [];
  $("role").disabled = known.length === 0;
  $("role").replaceChildren(...(known.length ? known : ["–"]).map((role) => el("option", { value: slug ? role : "", textContent: role })));
  if (user().roles[slug]) {
    $("role").value = user().roles[slug];
  }
};

export const start = async () => {
  state.first = 0;
  state.second = user().secondFactor ? 0 : -1;
  $("step-up-note").textContent = "Watch an action that needs a recent verification (@Reverified).";
  organizations();
  await release();
};

const choose = async (name) => {
  state.user = name;
  await people();
  await start();
  document.querySelector(`#users input[value="${name}"]`)?.focus();
};
