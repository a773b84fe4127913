// The page's line to the playground: what is asked over HTTP, what arrives as server-sent events.

import { say } from "./words.js";

const KINDS = ["message", "edit", "delete", "reaction", "answer", "chat", "clock", "pin", "person"];
const RETRY_MS = 1500;

async function ask(path, body) {
  const request = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(`/api/${path}`, request);
  } catch {
    throw new Error(say("offline"));
  }
  const text = await response.text();
  const reply = parsed(text);
  if (!response.ok) throw new Error(reply?.error || reply?.description || text.slice(0, 120) || response.statusText);
  return reply;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const api = {
  state: () => ask("state"),
  say: (body) => ask("say", body),
  edit: (body) => ask("edit", body),
  press: (body) => ask("press", body),
  start: (body) => ask("start", body),
  react: (body) => ask("react", body),
  clock: (seconds) => ask("clock", { seconds }),
  person: (name) => ask("person", { name }),
};

/**
 * Keeps a stream open for ever. Each time it opens, `onState` gets a fresh /api/state before any event is passed on,
 * so nothing that happened while the line was down is missed. `onStatus` hears live | connecting | lost.
 */
export function follow({ onState, onEvent, onStatus }) {
  onStatus("connecting");
  const source = new EventSource("/api/events");
  let held = [];
  const pass = (event) => (held ? held.push(event) : onEvent(...event));
  for (const kind of KINDS) source.addEventListener(kind, ({ data }) => pass([kind, JSON.parse(data)]));
  const again = () => {
    source.close();
    setTimeout(() => follow({ onState, onEvent, onStatus }), RETRY_MS);
  };
  source.onopen = async () => {
    held = [];
    try {
      onState(await api.state());
    } catch {
      onStatus("lost");
      again();
      return;
    }
    const waiting = held;
    held = null;
    for (const event of waiting) onEvent(...event);
    onStatus("live");
  };
  source.onerror = () => {
    onStatus("lost");
    // A refused stream is not tried again by the browser itself.
    if (source.readyState === EventSource.CLOSED) again();
  };
}
