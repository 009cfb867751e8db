// What the page knows while one person is acting: the state, the directory, unread counts, and the events that change them.
import { get, post } from "./api.js";
import { createDirectory, fullName } from "./directory.js";
import { follow } from "./events.js";

const READ_PAUSE = 400;

/**
 * The session tells what happens through DOM events on itself, each with the frame of PAGE_API.md as `detail`:
 * `state` (all was read again), `unread`, `online`, and the frames by their own type.
 */
export class Session extends EventTarget {
  state = null;
  directory = null;
  online = true;
  /** What apps did wrong since this person began, oldest first: {at, error}. */
  problems = [];
  place = null;
  #stop = () => {};
  #clock = { offset: 0 };
  #readTimer = 0;

  /** Workspace time in seconds. */
  now = () => Date.now() / 1000 + this.#clock.offset;

  get me() {
    return this.state?.me;
  }

  /** Act as `user`: read the workspace with this person's eyes and follow what happens. Answers null or a sentence. */
  async start(user) {
    this.#stop();
    this.state = null;
    this.problems = [];
    const problem = await this.#read(user);
    if (problem) return problem;
    let first = true;
    this.#stop = follow(user, {
      ready: async () => {
        if (!first && (await this.#read(user))) return null;
        if (!first) this.tell("state", {});
        first = false;
        return this.state.seq;
      },
      onevent: (frame) => this.#take(frame),
      onstatus: (online) => {
        if (online === this.online) return;
        this.online = online;
        this.tell("online", { online });
      },
    });
    return null;
  }

  async #read(user) {
    const answer = await get("/page/state", { user });
    if (!answer.ok) return answer.error;
    this.state = answer;
    this.#setClock(answer.clock);
    this.directory = createDirectory(answer, this.now);
    return null;
  }

  /** Read everything again (a channel was made, a person joined). */
  async refresh() {
    const problem = await this.#read(this.me.id);
    if (!problem) this.tell("state", {});
  }

  #setClock({ now }) {
    this.#clock.offset = now - Date.now() / 1000;
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Listen; answers a function that stops listening. */
  on(type, listener) {
    const heard = ({ detail }) => listener(detail);
    this.addEventListener(type, heard);
    return () => this.removeEventListener(type, heard);
  }

  #take(frame) {
    this.state.seq = Math.max(this.state.seq, frame.seq ?? 0);
    if (frame.type === "clock") this.#setClock(frame);
    if (frame.type === "app_error") this.problems.push({ at: this.now(), error: frame.error });
    if (frame.type === "app_connection") this.#connected(frame);
    if (frame.type === "channel" || frame.type === "dm") this.refresh();
    if (frame.type === "message" || frame.type === "ephemeral") this.#count(frame);
    this.tell(frame.type, frame);
  }

  #connected({ app_id: id, connections }) {
    const app = this.state.apps.find((each) => each.id === id);
    if (app) app.connections = connections;
  }

  #entry(id) {
    return this.state.channels.find((each) => each.id === id) ?? this.state.dms.find((each) => each.id === id);
  }

  #count({ channel, message }) {
    const entry = this.#entry(channel);
    const reply = message.thread_ts && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast";
    if (!entry) this.refresh();
    if (!entry || message.user === this.me.id || reply) return;
    if (channel === this.place && document.visibilityState === "visible") this.#readSoon(channel);
    else {
      entry.unread += 1;
      if (entry.user || message.text?.includes(`<@${this.me.id}`)) entry.mentions += 1;
      this.tell("unread", { channel });
    }
  }

  #readSoon(channel) {
    clearTimeout(this.#readTimer);
    this.#readTimer = setTimeout(() => post("/page/read", { user: this.me.id, channel }), READ_PAUSE);
  }

  /** The person looks at this place now. */
  visit(place) {
    this.place = place;
    const entry = this.#entry(place);
    if (!entry?.unread) return;
    entry.unread = 0;
    entry.mentions = 0;
    this.tell("unread", { channel: place });
  }

  /** Who wrote a message: {name, person, app}. */
  author(message) {
    const person = this.directory.person(message.user);
    const app = this.directory.app(message.app_id ?? person?.app_id);
    const bot = Boolean(message.bot_id || message.app_id || person?.is_bot);
    return {
      id: message.user ?? message.bot_id ?? "",
      name: message.username || (bot && app?.name) || fullName(person),
      person,
      app,
      bot,
    };
  }
}
