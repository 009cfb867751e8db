// The stream of what happens. When it breaks it comes back by itself, slower each time, and says so.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

/**
 * Follow the events of a person. `ready()` is asked before each connection and answers the number to go on from
 * (after a break it reads the state again first). Answers a function that stops.
 */
export function follow(user, { ready, onevent, onstatus }) {
  let socket = null;
  let stopped = false;
  let wait = FIRST_WAIT;
  async function connect() {
    const after = await ready();
    if (stopped) return;
    if (after === null) {
      retry();
      return;
    }
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/page/events?${new URLSearchParams({ user, after })}`);
    socket.onopen = () => {
      wait = FIRST_WAIT;
      onstatus(true);
    };
    socket.onmessage = ({ data }) => onevent(JSON.parse(data));
    socket.onclose = () => {
      if (!stopped) retry();
    };
  }
  function retry() {
    onstatus(false);
    setTimeout(() => stopped || connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
  connect();
  return () => {
    stopped = true;
    socket?.close();
  };
}
