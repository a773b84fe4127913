// The scrolling part of a column: keeps the drawn bubbles equal to the ledger's messages.

import { bubble, isService } from "./bubble.js";
import { el, icon } from "./dom.js";
import { dayName, say } from "./words.js";

const NEAR_PX = 90;
const TOGETHER_MS = 5 * 60 * 1000;
const TABBABLE = 2;

export class Log {
  /** `on` is what bubbles report: {press, menu, photo, follow, jump, react}. */
  constructor(on) {
    this.on = { ...on, jump: (id) => this.jump(id), loaded: () => this.sticky && this.toBottom() };
    this.drawn = new Map();
    this.sticky = true;
    this.top = 0;
    this.list = el("div", { class: "list", role: "log", tabindex: 0, on: { scroll: () => this.scrolled(), keydown: (event) => this.walk(event) } });
    this.more = el("button", { class: "more", type: "button", hidden: true, on: { click: () => this.toBottom(true) } }, icon("down"), el("span"));
    this.element = el("div", { class: "log" }, this.list, this.more);
    new ResizeObserver(() => this.sticky && this.toBottom()).observe(this.list);
  }

  /** Forgets what is drawn: another chat comes. */
  clear() {
    this.drawn.clear();
    this.list.replaceChildren();
    this.sticky = true;
    this.missed(0);
  }

  /** Draws `messages` (oldest first) as `me` sees them in `chat`, undefined for a private chat not begun. */
  draw(messages, me, chat) {
    const fresh = this.drawn.size === 0;
    const wanted = entries(messages, me, chat);
    const keys = new Set(wanted.map((entry) => entry.key));
    const gone = [...this.drawn.values()].filter(({ key }) => !keys.has(key));
    // What merely became too old to be kept goes without a show.
    for (const { key, ids } of gone) this.remove(key, Math.max(...ids) < messages[0]?.id);
    let added = 0;
    let previous = null;
    for (const entry of wanted) {
      added += this.place(entry, previous, fresh);
      previous = this.drawn.get(entry.key).node;
    }
    this.tabOrder();
    if (this.sticky || fresh) this.toBottom();
    else if (added) this.missed(this.count + added);
  }

  /** Puts one entry behind `previous`; returns 1 if it is a message not drawn before. */
  place(entry, previous, fresh) {
    const old = this.drawn.get(entry.key);
    if (old && old.look === entry.look) return 0;
    const node = entry.build(this.on);
    if (old) this.renew(old, node, entry);
    else {
      if (!fresh) node.classList.add("enter");
      if (previous) previous.after(node);
      else this.list.prepend(node);
    }
    this.drawn.set(entry.key, { ...entry, node });
    return old || !entry.content ? 0 : 1;
  }

  renew(old, node, entry) {
    const keys = [...old.node.querySelectorAll("button, a")];
    const focused = keys.indexOf(document.activeElement);
    if (old.content !== entry.content) node.classList.add("flash");
    old.node.replaceWith(node);
    if (focused >= 0) ([...node.querySelectorAll("button, a")][focused] || node).focus({ preventScroll: true });
  }

  /** Takes a unit away; `silent` if nobody deleted it. */
  remove(key, silent) {
    const { node } = this.drawn.get(key);
    this.drawn.delete(key);
    if (silent || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      node.remove();
      return;
    }
    node.style.height = `${node.offsetHeight}px`;
    node.inert = true;
    requestAnimationFrame(() => node.classList.add("leaving"));
    setTimeout(() => node.remove(), 320);
  }

  // Tab would otherwise walk through hundreds of old buttons; the arrow keys reach those.
  tabOrder() {
    const boards = [...this.list.querySelectorAll(".unit:has(.keys)")];
    boards.forEach((unit, index) => tabbable(unit, index >= boards.length - TABBABLE));
    for (const rest of this.list.querySelectorAll(".unit .bubble :is(button, a)")) rest.tabIndex = -1;
  }

  walk(event) {
    if (!["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    const units = [...this.list.querySelectorAll("article.unit")];
    const here = units.indexOf(document.activeElement.closest("article.unit"));
    if (event.key === "Enter") {
      if (here < 0 || document.activeElement !== units[here]) return;
      // Else the same Enter would press the first line of the menu it opens.
      event.preventDefault();
      units[here].querySelector(".bubble").click();
      return;
    }
    event.preventDefault();
    const next = here < 0 ? units.at(-1) : units[here + (event.key === "ArrowUp" ? -1 : 1)];
    if (!next) return;
    tabbable(next, true);
    for (const link of next.querySelectorAll(".bubble :is(button, a)")) link.tabIndex = 0;
    next.focus();
  }

  /** The drawn unit of a message, also when it is part of an album. */
  unit(id) {
    return [...this.drawn.values()].find(({ ids }) => ids.includes(id))?.node || null;
  }

  jump(id) {
    const node = this.unit(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("found");
    requestAnimationFrame(() => node.classList.add("found"));
  }

  // What grows beneath, as a photo that has come, is no reason to stay behind: only who scrolls up wants to.
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.sticky = isNear || (this.sticky && scrollTop >= this.top);
    this.top = scrollTop;
    if (this.sticky) this.missed(0);
    else this.more.hidden = false;
  }

  missed(count) {
    this.count = count;
    this.more.hidden = this.sticky;
    this.more.lastChild.textContent = count ? say("newMessages", { n: count }) : say("toBottom");
  }

  toBottom(smooth = false) {
    this.sticky = true;
    this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.top = this.list.scrollTop;
    this.missed(0);
  }
}

function tabbable(unit, yes) {
  for (const key of unit.querySelectorAll(".key")) key.tabIndex = yes ? 0 : -1;
}

/** What should stand in the list: days and units, each with the `look` that tells whether it must be drawn anew. */
function entries(messages, me, chat) {
  const group = Boolean(chat) && chat.kind !== "private";
  const topics = new Map((chat?.topics || []).map(({ id, name }) => [id, name]));
  const authors = new Map(messages.map(({ id, from }) => [id, from]));
  const found = [];
  let last = null;
  for (const unit of units(messages.filter((message) => message.service !== ""))) {
    const head = unit[0];
    const day = dayName(new Date(head.time));
    if (!last || dayName(new Date(last.time)) !== day) {
      found.push({ key: `day ${day}`, ids: [], look: day, build: () => el("div", { class: "day" }, el("span", {}, day)) });
      last = null;
    }
    const seat = { mine: Boolean(head.from) && head.from.id === me, joined: isJoined(last, head), group, topic: topics.get(head.topic), quoted: authors.get(head.reply_to?.id) };
    const content = JSON.stringify(unit.map(({ text, buttons, photo, document }) => [text, buttons, photo, document]));
    const ids = unit.map(({ id }) => id);
    found.push({ key: `m${head.id}`, ids, content, look: JSON.stringify([unit, seat]), build: (on) => bubble(unit, seat, on) });
    last = head;
  }
  return found;
}

function isJoined(last, next) {
  return Boolean(last && last.from && next.from && !isService(last) && !isService(next) && last.from.id === next.from.id
    && !last.buttons?.length && last.topic === next.topic && Date.parse(next.time) - Date.parse(last.time) < TOGETHER_MS);
}

/** Messages in runs: an album is one run. */
function units(messages) {
  const runs = [];
  for (const message of messages) {
    const last = runs.at(-1);
    if (message.album && last && last[0].album === message.album) last.push(message);
    else runs.push([message]);
  }
  return runs;
}
