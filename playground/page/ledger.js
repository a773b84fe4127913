// What the page knows: people, chats, messages, pins and the clock, as the playground tells them.

const KEPT = 200;

export class Ledger {
  constructor() {
    this.load({});
  }

  /** Takes a whole /api/state; what was known before is forgotten. */
  load(state) {
    this.people = byId(state.people);
    this.bots = byId(state.bots);
    this.chats = byId(state.chats);
    this.faults = state.faults || [];
    this.limits = state.limits || { on: true };
    this.messages = new Map();
    for (const [chat, list] of Object.entries(state.messages || {})) this.messages.set(Number(chat), byId(list));
    this.setClock(state.clock || {});
  }

  /** Takes one event; returns the id of the chat it changed, or null. */
  apply(kind, data) {
    if (kind === "clock") this.setClock(data);
    else if (kind === "chat") this.setChat(data);
    else if (kind === "delete") this.messages.get(data.chat)?.delete(data.id ?? data.message);
    else if (kind === "pin") this.pin(data);
    else if (kind === "person") this.people.set(data.id, data);
    else if (kind === "message" || this.message(data.chat, data.id)) this.put(data);
    return kind === "chat" ? data.id : (data.chat ?? null);
  }

  put(message) {
    if (!this.messages.has(message.chat)) this.messages.set(message.chat, new Map());
    const kept = this.messages.get(message.chat);
    kept.set(message.id, { ...kept.get(message.id), ...message });
    while (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }

  setChat(chat) {
    this.chats.set(chat.id, { ...this.chats.get(chat.id), ...chat });
  }

  pin(data) {
    const id = data.id ?? data.message;
    const chat = this.chats.get(data.chat);
    if (chat) chat.pinned = data.text === undefined ? id : data;
  }

  setClock(clock) {
    this.clock = clock;
    this.clockHeard = Date.now();
  }

  /** The desk's time now, as a Date, ticking on from when it was last told. */
  now() {
    const passed = (Date.now() - this.clockHeard) * (this.clock.speed || 1);
    if (this.clock.desk_time) return new Date(Date.parse(this.clock.desk_time) + passed);
    return new Date(Date.now() + (this.clock.offset_seconds || 0) * 1000);
  }

  /** A chat's messages, oldest first. */
  list(chat) {
    return [...(this.messages.get(chat)?.values() || [])].sort((one, other) => one.id - other.id);
  }

  message(chat, id) {
    return this.messages.get(chat)?.get(id) || null;
  }

  /** The pinned message of a chat, or null. */
  pinned(chat) {
    const pin = this.chats.get(chat)?.pinned;
    const found = typeof pin === "object" ? pin : this.message(chat, pin);
    return found && (this.message(chat, found.id) || found);
  }

  last(chat) {
    return this.list(chat).at(-1) || null;
  }

  botNamed(username) {
    return [...this.bots.values()].find((bot) => bot.username.toLowerCase() === username.toLowerCase()) || null;
  }

  privateOf(person, bot) {
    const isTheirs = (chat) => chat.kind === "private" && chat.person === person && (!bot || chat.bot_ids.includes(bot));
    return [...this.chats.values()].find(isTheirs) || null;
  }

  groups() {
    return [...this.chats.values()].filter((chat) => chat.kind !== "private");
  }

  privates() {
    return [...this.chats.values()].filter((chat) => chat.kind === "private");
  }

  /** The people of a chat, those who sit in the fewest groups first: they are who the chat is about. */
  members(chat) {
    const groups = this.groups();
    const seats = (id) => groups.filter((group) => group.members.includes(id)).length;
    const people = chat.members.map((id) => this.people.get(id)).filter(Boolean);
    return people.sort((one, other) => seats(one.id) - seats(other.id));
  }
}

function byId(list) {
  return new Map((list || []).map((item) => [item.id, item]));
}
