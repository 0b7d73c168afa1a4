/** What the page knows: the users, the chosen one, and the token that is sent. */
export const state = { people: null, checks: [], endpoints: [], user: null, token: "", held: "", first: 0, second: -1, command: "" };

export const user = () => state.people.users.find(({ name }) => name === state.user);
