// The chat page: puts the header, the tabs and the columns together and keeps them live.

import { Column } from "./column.js";
import { el, icon } from "./dom.js";
import { Ledger } from "./ledger.js";
import { api, follow } from "./live.js";
import { clockTime, dayName, lang, say } from "./words.js";

const SEATS = ["residents", "workers", "officials"];
const COLUMNS = 4;
const KEPT_AS = "griddesk.playground";
const TICK_MS = 1000;
const SETTLE_MS = 150;

const ledger = new Ledger();
const unseen = new Map();
const waiting = new Set();
const listeners = new Set();
let columns = [];
let active = 0;
let refreshing = null;

const page = { ledger, unread: (chat) => unseen.get(chat) || 0, openPrivate, refresh, changed };

const parts = {
  live: el("div", { class: "live", role: "status" }, el("i", { class: "dot" }), el("span")),
  time: el("time", { class: "time", title: say("clock") }), day: el("span", { class: "date" }),
  notes: el("div", { class: "notes" }),
};

function drawBar() {
  const push = (label, title, seconds) => el("button", { class: "soft", type: "button", title, "aria-label": title, data: { seconds }, on: { click: (event) => pushClock(event.currentTarget, seconds) } }, label);
  document.getElementById("bar").replaceChildren(
    el("div", { class: "brand" }, el("span", { class: "logo" }, icon("grid")),
      el("h1", {}, el("span", { class: "full" }, say("brand")), el("span", { class: "short" }, say("product")), " ", el("em", {}, say("place"))),
      el("p", {}, say("lead"))),
    parts.notes,
    el("div", { class: "clock", role: "group", "aria-label": say("clock") }, el("span", { class: "when" }, icon("clock"), parts.day, parts.time),
      push(say("hour"), say("forwardHour"), 3600), push(say("day"), say("forwardDay"), 86400)),
    parts.live);
}

async function pushClock(button, seconds) {
  button.disabled = true;
  try {
    await api.clock(seconds);
  } catch (error) {
    columns[active]?.fail(error);
  }
  button.disabled = false;
}

function drawTime() {
  const now = ledger.now();
  parts.time.textContent = clockTime(now);
  parts.day.textContent = dayName(now);
}

function drawNotes() {
  const list = ledger.faults.map((fault) => fault.name || fault.kind || String(fault));
  parts.notes.replaceChildren(
    ...(list.length ? [el("span", { class: "note", title: say("faultsTitle", { list: list.join("，") }) }, say("faults", { n: list.length }))] : []),
    ...(ledger.limits.on === false ? [el("span", { class: "note" }, say("unlimited"))] : []));
}

function onStatus(status) {
  parts.live.dataset.status = status;
  parts.live.lastChild.textContent = say(status);
  parts.live.title = say(status);
}

/** Which chats stand side by side at first: one for each purpose, then a private one, then what is left. */
function firstSeats() {
  const groups = ledger.groups();
  const chosen = SEATS.map((purpose) => groups.find((chat) => chat.purpose === purpose)).filter(Boolean);
  const others = groups.filter((chat) => !chosen.includes(chat));
  const spare = [...chosen, ...others].slice(0, COLUMNS - 1);
  const seats = spare.map((chat) => ({ chat: chat.id, person: null }));
  const someone = spare.length ? ledger.members(spare[0])[0]?.id : ledger.people.keys().next().value;
  const own = ledger.privateOf(someone) || ledger.privates().at(0);
  if (ledger.people.size) seats.push({ chat: own?.id ?? null, person: own?.person ?? someone ?? null });
  return seats;
}

function keptSeats() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT_AS) || "null");
  const isKnown = ({ chat, person }) => (chat === null || ledger.chats.has(chat)) && ledger.people.has(person);
  return kept?.seats.length && kept.seats.every(isKnown) ? kept : null;
}

function keep() {
  const seats = columns.map(({ chat, person }) => ({ chat, person }));
  sessionStorage.setItem(KEPT_AS, JSON.stringify({ seats, active }));
}

function build() {
  const kept = keptSeats();
  const seats = kept?.seats || firstSeats();
  columns = seats.map(({ chat, person }) => new Column(page, chat, person));
  const nothing = el("div", { class: "nothing" }, el("h2", {}, say("noGroup")), el("p", {}, say("noGroupHint")));
  document.getElementById("columns").replaceChildren(...(columns.length ? columns.map((column) => column.element) : [nothing]));
  activate(Math.min(kept?.active || 0, Math.max(0, columns.length - 1)));
}

/** Takes a whole state and the events that came while it was under way: it may be older than they are. */
function onState(state, meanwhile = []) {
  ledger.load(state);
  for (const event of meanwhile) ledger.apply(...event);
  const seats = firstSeats();
  if (seats.length > columns.length) build();
  columns.forEach((column, index) => {
    if (column.chat === null || ledger.chats.has(column.chat)) column.draw();
    else column.show(successor(column) ?? seats[index]?.chat ?? null, column.person);
  });
  drawNotes();
  drawTime();
  drawTabs();
}

// A group that became a supergroup has another id from then on.
function successor(column) {
  return ledger.groups().find((chat) => chat.title === column.called)?.id;
}

async function refresh() {
  const meanwhile = [];
  listeners.add(meanwhile);
  try {
    onState(await api.state(), meanwhile);
  } finally {
    listeners.delete(meanwhile);
  }
}

function onEvent(kind, data) {
  for (const meanwhile of listeners) meanwhile.push([kind, data]);
  const isNews = kind === "chat" ? isUnknown(data) : kind === "message" && !ledger.chats.has(data.chat);
  const chat = ledger.apply(kind, data);
  if (isNews) refreshSoon();
  if (kind === "answer") for (const column of columns) column.answer(data);
  else if (kind === "clock") drawTime();
  else if (kind === "chat") onChat(data);
  if (kind === "message") countUnseen(chat);
  redraw(chat);
}

function isUnknown(chat) {
  return !ledger.chats.has(chat.id) || !chat.members.every((id) => ledger.people.has(id));
}

// News come in swarms: a group, its people, its bot.
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(() => refresh().catch(() => {}), SETTLE_MS);
}

function onChat(chat) {
  for (const column of columns) if (column.chat === null && column.person === chat.person) column.chat = chat.id;
}

function countUnseen(chat) {
  if (!visible(chat)) unseen.set(chat, page.unread(chat) + 1);
}

function visible(chat) {
  return columns.some((column) => column.chat === chat && column.element.offsetParent !== null);
}

/** Draws the columns of a chat once in the next frame, however many events arrive until then. */
function redraw(chat) {
  if (!waiting.size) requestAnimationFrame(drawWaiting);
  waiting.add(chat);
}

function drawWaiting() {
  const chats = new Set(waiting);
  waiting.clear();
  for (const column of columns) if (chats.has(column.chat)) column.draw();
  drawTabs();
}

function drawTabs() {
  const bar = document.getElementById("tabs");
  bar.hidden = columns.length < 2;
  const focused = [...bar.children].indexOf(document.activeElement);
  bar.replaceChildren(...columns.map(tab));
  bar.children[focused]?.focus();
}

function tab(column, index) {
  const chat = ledger.chats.get(column.chat);
  const purpose = chat?.kind === "private" || !chat ? "private" : chat.purpose || "group";
  const count = page.unread(column.chat);
  const label = SEATS.includes(purpose) || purpose === "private" ? say(purpose) : chat.title;
  return el("button", { type: "button", "aria-current": index === active ? "true" : null, title: column.name(), on: { click: () => activate(index) } },
    icon(SEATS.includes(purpose) || purpose === "private" ? purpose : "group"), el("span", {}, label),
    count ? el("em", { class: "count", "aria-label": say("unread", { n: count }) }, count > 99 ? "99+" : String(count)) : null);
}

/** On a phone one column shows at a time, on middle widths it is scrolled to. */
function activate(index) {
  active = index;
  columns.forEach((column, number) => column.element.classList.toggle("active", number === index));
  columns[index]?.element.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
  columns[index]?.log.toBottom();
  changed();
}

function changed() {
  for (const column of columns) if (visible(column.chat)) unseen.delete(column.chat);
  drawTabs();
  keep();
}

/** Presses start as `person`, as a link to a bot does, and shows that private chat in the column for private chats. */
async function openPrivate(person, bot, payload, from) {
  await api.start({ person, bot: bot.id, ...(payload && { payload }) });
  await refresh();
  const isPrivate = (column) => column.element.dataset.purpose === "private";
  const column = isPrivate(from) ? from : columns.find(isPrivate) || columns.at(-1);
  column.show(ledger.privateOf(person, bot.id)?.id ?? null, person);
  activate(columns.indexOf(column));
  column.element.classList.add("called");
  setTimeout(() => column.element.classList.remove("called"), 1600);
}

document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
document.title = `${say("brand")} ${say("place")}`;
drawBar();
follow({ onState, onEvent, onStatus });
setInterval(drawTime, TICK_MS);
matchMedia("(min-width: 720px)").addEventListener("change", changed);
