// The page's own requests (PAGE_API.md). Nothing here throws: an answer is always {ok, …} or {ok: false, error: a sentence}.

const UNREACHABLE = "The sandbox does not answer. Is it still running?";

async function ask(path, options) {
  try {
    const response = await fetch(path, options);
    return await response.json();
  } catch {
    return { ok: false, error: UNREACHABLE };
  }
}

/** Read something; undefined parameters are left out. */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return ask(`${path}?${new URLSearchParams(given)}`);
}

/** Do something. */
export function post(path, body) {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

/** Hand in a file's bytes as `user`. */
export function upload(user, file) {
  return ask(`/page/upload?${new URLSearchParams({ user, name: file.name })}`, { method: "POST", body: file });
}
