// Where we are, in the address: #/as/U01/C01, …/thread/<ts>, …/at/<ts> (one message), #/as/U01/A01 (an app's Home).
// Slack's permalinks arrive as #/C01/<ts>: whoever acted last looks at that message.

const KEY = "sandbox-acting-as";

const lastPerson = () => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** {user, place, thread, at} from a hash; parts that are not there are null. */
export function readRoute(hash) {
  const parts = decodeURIComponent(hash).split("/").slice(1);
  if (parts[0] !== "as") return { user: lastPerson(), place: parts[0] || null, thread: null, at: parts[1] || null };
  const [, user, place, word, ts] = parts;
  return {
    user: user || null,
    place: place || null,
    thread: word === "thread" && ts ? ts : null,
    at: word === "at" && ts ? ts : null,
  };
}

/** The hash for a place. */
export function routeTo({ user, place, thread, at }) {
  const more = thread ? `/thread/${thread}` : at ? `/at/${at}` : "";
  return `#/as/${user}${place ? `/${place}${more}` : ""}`;
}

/** Go there: the hash changes, and whoever listens to it draws. `replace` leaves no step in the history. */
export function go(target, { replace = false } = {}) {
  const hash = routeTo(target);
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = hash;
}

/** Keep who is acting for links that do not say. */
export function rememberPerson(user) {
  try {
    sessionStorage.setItem(KEY, user);
  } catch {
    // Without storage such links lead to the first page.
  }
}
