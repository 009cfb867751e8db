// Where we are, in the address: #/as/U01/C01, #/as/U01/C01/thread/1764000000.000100, #/as/U01/A01 (an app's Home).

/** {user, place, thread} from a hash; parts that are not there are null. */
export function readRoute(hash) {
  const [, , user, place, word, thread] = decodeURIComponent(hash).split("/");
  return { user: user || null, place: place || null, thread: word === "thread" && thread ? thread : null };
}

/** The hash for a place. */
export function routeTo({ user, place, thread }) {
  return `#/as/${user}${place ? `/${place}` : ""}${place && thread ? `/thread/${thread}` : ""}`;
}

/** Go there: the hash changes, and whoever listens to it draws. `replace` leaves no step in the history. */
export function go(target, { replace = false } = {}) {
  const hash = routeTo(target);
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = hash;
}
