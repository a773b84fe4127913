// Things that open above the chats: lists to choose from, a message's menu, a photo, a notice.

import { happened } from "./bubble.js";
import { botAvatar, chatAvatar, el, icon, personAvatar } from "./dom.js";
import { briefTime, say } from "./words.js";

const MARGIN = 12;
const REACTIONS = ["👍", "❤️", "🙏", "👏", "😢", "👀"];

/** Opens `content` beside `anchor` (on a phone: from below); returns the dialog. Escape and a tap outside close it. */
function open(anchor, className, label, ...content) {
  const dialog = el("dialog", { class: `sheet ${className}`, "aria-label": label, on: {
    click: (event) => event.target === dialog && dialog.close(), close: () => dialog.remove(),
  } }, el("div", { class: "inside" }, content));
  document.body.append(dialog);
  dialog.showModal();
  if (anchor) beside(dialog, anchor.getBoundingClientRect());
  return dialog;
}

function beside(dialog, spot) {
  const { width, height } = dialog.getBoundingClientRect();
  const below = spot.bottom + 6 + height < innerHeight - MARGIN;
  const top = below ? spot.bottom + 6 : Math.max(MARGIN, spot.top - height - 6);
  dialog.style.setProperty("--x", `${Math.max(MARGIN, Math.min(spot.left, innerWidth - width - MARGIN))}px`);
  dialog.style.setProperty("--y", `${Math.min(top, innerHeight - height - MARGIN)}px`);
}

function heading(text) {
  return el("h2", {}, text);
}

function row(parts, chosen, run) {
  return el("button", { class: "row", type: "button", "aria-current": chosen ? "true" : null, on: { click: run } }, parts,
    chosen ? icon("tick", "icon tick") : null);
}

/** Lets one choose a chat; `choose(chat)`, `fresh()` opens a private chat that does not exist yet. */
export function chooseChat(anchor, { ledger, current, unread, choose, fresh }) {
  const closing = (run) => () => {
    dialog.close();
    run();
  };
  const entry = (chat) => row([chatAvatar(chat), about(ledger, chat), unread(chat.id) ? el("em", { class: "count" }, String(unread(chat.id))) : null],
    chat.id === current, closing(() => choose(chat)));
  const newest = (chat) => ledger.last(chat.id)?.time || "";
  const privates = ledger.privates().sort((one, other) => newest(other).localeCompare(newest(one))).map(entry);
  if (fresh) privates.push(row([botAvatar(), el("span", { class: "lines" }, el("b", {}, say("startPrivate")))], false, closing(fresh)));
  const dialog = open(anchor, "chats", say("chats"), heading(say("groups")), ledger.groups().map(entry),
    privates.length ? heading(say("privates")) : null, privates);
}

function about(ledger, chat) {
  const last = ledger.last(chat.id);
  const words = !last ? "" : last.service ? happened(last) : `${last.from ? `${last.from.name}：` : ""}${(last.text || say("photoAlt")).split("\n")[0]}`;
  return el("span", { class: "lines" },
    el("span", { class: "line" }, el("b", {}, chatTitle(ledger, chat)), last ? el("time", {}, briefTime(new Date(last.time), ledger.now())) : null),
    el("small", {}, words));
}

export function chatTitle(ledger, chat) {
  if (chat.kind !== "private") return chat.title;
  return say("privateOf", { name: ledger.people.get(chat.person)?.name || chat.title });
}

/** Lets one choose who of `people` to be; `choose(person)`, `add(name)` makes a new person (null: not here). */
export function choosePerson(anchor, { people, heading: title, current, choose, add }) {
  const take = (person) => {
    dialog.close();
    choose(person);
  };
  const entry = (person) => row([personAvatar(person), el("span", { class: "lines" }, el("b", {}, person.name))], person.id === current, () => take(person));
  const name = el("input", { type: "text", "aria-label": say("addPersonHint"), placeholder: say("addPersonHint"), maxlength: 64, autocomplete: "off" });
  const submit = async (event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    dialog.close();
    await add(name.value.trim());
  };
  const dialog = open(anchor, "people", say("chooseMe"),
    heading(title), people.map(entry),
    add ? el("form", { class: "adding", on: { submit } }, name, el("button", { type: "submit", class: "soft" }, icon("plus"), say("add"))) : null);
  dialog.querySelector("[aria-current]")?.focus();
}

/** The menu of one message: reply, react and, for one's own words, edit. */
export function messageMenu(anchor, { reply, react, edit }) {
  const closing = (run) => () => {
    dialog.close();
    run();
  };
  const dialog = open(anchor, "menu", say("actions"),
    row([icon("reply"), say("reply")], false, closing(reply)),
    edit ? row([icon("edit"), say("edit")], false, closing(edit)) : null,
    el("div", { class: "moods", role: "group", "aria-label": say("react") },
      REACTIONS.map((emoji) => el("button", { type: "button", on: { click: closing(() => react(emoji)) } }, emoji))));
}

export function showPhoto(address, alt) {
  const dialog = open(null, "photo", alt, el("img", { src: address, alt }),
    el("button", { class: "round-button", type: "button", "aria-label": say("close"), on: { click: () => dialog.close() } }, icon("close")));
  dialog.querySelector("img").addEventListener("click", () => dialog.close());
}

/** An answer that asks to be read: it stays until OK is pressed. */
export function showAlert(text) {
  const dialog = open(null, "alert", text, el("p", {}, text),
    el("button", { class: "strong", type: "button", on: { click: () => dialog.close() } }, say("ok")));
}
