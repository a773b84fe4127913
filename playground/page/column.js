// One column: a chat's title, its pinned notice, its messages and the place to write, seen as one person.

import { isService } from "./bubble.js";
import { Composer } from "./composer.js";
import { chatAvatar, botAvatar, el, icon, safeAddress } from "./dom.js";
import { api } from "./live.js";
import { Log } from "./log.js";
import { chatTitle, chooseChat, choosePerson, messageMenu, showAlert, showPhoto } from "./sheet.js";
import { say } from "./words.js";

// The words of each kind of group: under its title, while it is empty, what may be said there and by its people in private.
const PURPOSES = {
  officials: { title: "forOfficials", empty: "emptyOfficials", tries: "tryOfficials", own: "tryOfficial" },
  workers: { title: "forWorkers", empty: "emptyWorkers", tries: "tryWorkers", own: "tryWorker" },
  residents: { title: "forResidents", empty: "empty", tries: "tryResidents", own: "tryResident" },
};
const TOAST_MS = 4500;
const ANSWER_WAIT_MS = 15000;

export class Column {
  /** `page` holds {ledger, unread(chat), seen(chat), openPrivate(person, bot, column), refresh(), changed()}. */
  constructor(page, chat, person) {
    this.page = page;
    this.ledger = page.ledger;
    this.pressed = new Map();
    this.log = new Log({
      press: (message, key, button) => this.press(message, key, button), follow: (address) => this.follow(address),
      menu: (message, anchor) => this.menu(message, anchor), photo: showPhoto,
      react: (message, emoji) => this.react(message, emoji),
    });
    this.composer = new Composer({
      send: (words) => this.say(words), edit: (message, text) => api.edit({ ...this.place(), message: message.id, text }),
      chooseMe: (anchor) => this.chooseMe(anchor), fail: (error) => this.fail(error),
    });
    this.title = el("button", { class: "title", type: "button", "aria-haspopup": "dialog", on: { click: () => this.chooseChat() } });
    this.pin = el("button", { class: "pin", type: "button", hidden: true });
    this.blank = el("div", { class: "blank", hidden: true });
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.element = el("section", { class: "column", on: { dragover: (event) => event.preventDefault(), drop: (event) => this.drop(event) } },
      this.title, this.pin, this.log.element, this.blank, this.composer.element, this.toasts);
    this.show(chat, person);
  }

  /** Shows a chat (null: the private chat with the desk that `person` has not begun) as `person` sees it. */
  show(chat, person) {
    this.chat = chat;
    this.person = this.fitting(chat, person);
    this.log.clear();
    this.composer.reset();
    this.draw();
  }

  // In a private chat one can only be the person whose chat it is, in a group only one of its people.
  fitting(chat, person) {
    const about = this.ledger.chats.get(chat);
    if (about?.kind === "private") return about.person;
    const choices = about ? this.ledger.members(about) : [...this.ledger.people.values()];
    return (choices.find(({ id }) => id === person) || choices[0])?.id ?? null;
  }

  place() {
    return { person: this.person, chat: this.chat };
  }

  draw() {
    const chat = this.ledger.chats.get(this.chat);
    const messages = chat ? this.ledger.list(this.chat) : [];
    const purpose = chat ? chat.purpose || chat.kind : "private";
    this.element.dataset.purpose = purpose;
    this.drawTitle(chat);
    this.drawPin();
    this.log.draw(messages, this.person, chat);
    this.drawBlank(chat, messages);
    this.composer.speakAs(this.ledger.people.get(this.person), this.name());
    this.composer.suggest(this.suggestions(chat));
  }

  /** What the column is called: the group's title, or whose private chat it is. */
  name() {
    const chat = this.ledger.chats.get(this.chat);
    if (chat) return chatTitle(this.ledger, chat);
    return say("privateOf", { name: this.ledger.people.get(this.person)?.name || "" });
  }

  drawTitle(chat) {
    const count = chat?.members.filter((id) => this.ledger.people.has(id)).length ?? 0;
    const isPrivate = !chat || chat.kind === "private";
    const under = isPrivate ? this.name() : say(chat.bot_ids.length ? PURPOSES[chat.purpose]?.title || "withBot" : "people", { n: count });
    this.called = chat?.title;
    this.element.setAttribute("aria-label", this.name());
    this.title.replaceChildren(chat ? chatAvatar(chat) : botAvatar(),
      el("span", { class: "lines" }, el("b", {}, isPrivate ? this.botName(chat) : chat.title), el("small", {}, under)), icon("down"));
  }

  suggestions(chat) {
    if (!chat?.bot_ids?.length) return "";
    if (chat.kind !== "private") return say(PURPOSES[chat.purpose]?.tries);
    const isIn = (purpose) => this.ledger.groups().some((group) => group.purpose === purpose && group.members.includes(this.person));
    return say(PURPOSES[Object.keys(PURPOSES).find(isIn)]?.own);
  }

  botName(chat) {
    return this.bot(chat)?.name || say("product");
  }

  bot(chat) {
    return this.ledger.bots.get(chat?.bot_ids?.[0]) || [...this.ledger.bots.values()][0];
  }

  drawPin() {
    const pinned = this.ledger.pinned(this.chat);
    this.pin.hidden = !pinned;
    if (!pinned) return;
    this.pin.replaceChildren(icon("pin"), el("span", { class: "lines" }, el("b", {}, say("pinned")), el("small", {}, pinned.text || say("photoAlt"))));
    this.pin.onclick = () => this.log.jump(pinned.id);
  }

  drawBlank(chat, messages) {
    const mayStart = !messages.length && chat?.kind !== "group" && this.ledger.bots.size > 0;
    const isSilent = messages.every(isService);
    this.blank.hidden = !isSilent;
    this.composer.element.classList.toggle("closed", mayStart);
    if (!isSilent) return;
    const hint = mayStart ? say("startHint", { name: this.ledger.people.get(this.person)?.name || "" }) : say(PURPOSES[chat?.purpose]?.empty || "empty");
    const start = el("button", { class: "strong", type: "button", on: { click: () => this.start(this.bot(chat)) } }, say("start"));
    this.blank.replaceChildren(el("p", {}, hint), ...(mayStart ? [start] : []));
  }

  async say({ text, replied, ...sent }) {
    this.log.sticky = true;
    await api.say({ ...this.place(), text, reply_to: replied?.id, topic: replied?.topic ?? undefined, ...sent });
  }

  async start(bot, payload) {
    await this.trying(() => this.page.openPrivate(this.person, bot, payload, this));
  }

  react(message, emoji) {
    this.trying(() => api.react({ ...this.place(), message: message.id, emoji }));
  }

  async trying(run) {
    try {
      await run();
    } catch (error) {
      this.fail(error);
    }
  }

  menu(message, anchor) {
    const isMine = message.from?.id === this.person && !message.from?.bot;
    messageMenu(anchor, {
      reply: () => this.composer.reply(message), react: (emoji) => this.react(message, emoji),
      edit: isMine && message.text ? () => this.composer.edit(message) : null,
    });
  }

  /** Presses a button of a bot; it spins until the answer comes, as on a phone. */
  async press(message, key, button) {
    const wait = { message: message.id, data: key.data, spot: button.getBoundingClientRect(), until: setTimeout(() => this.release(), ANSWER_WAIT_MS) };
    this.release();
    this.pressed.set(this.person, wait);
    button.classList.add("waiting");
    try {
      await api.press({ ...this.place(), message: message.id, data: key.data });
    } catch (error) {
      this.release();
      this.fail(error);
    }
  }

  release(person = this.person) {
    const wait = this.pressed.get(person);
    if (wait) clearTimeout(wait.until);
    this.pressed.delete(person);
    for (const key of this.element.querySelectorAll(".key.waiting")) key.classList.remove("waiting");
    return wait;
  }

  /** A callback answer; only who pressed here sees it, beside the button. */
  answer({ person, chat, text, alert }) {
    if (chat !== this.chat || !this.pressed.has(person)) return;
    const wait = this.release(person);
    if (!text) return;
    if (alert) showAlert(text);
    else this.toast(text, this.spot(wait));
  }

  // An edit may have drawn the button anew, or taken it away, before the answer came.
  spot({ message, data, spot }) {
    const unit = this.log.unit(message);
    const key = [...(unit?.querySelectorAll(".key") || [])].find((one) => one.dataset.key === data);
    return (key || unit?.querySelector(".stack"))?.getBoundingClientRect() || spot;
  }

  toast(text, spot, className = "") {
    const toast = el("div", { class: `toast ${className}` }, text);
    this.toasts.replaceChildren(toast);
    const column = this.element.getBoundingClientRect();
    const { width, height } = toast.getBoundingClientRect();
    const left = spot.left - column.left + spot.width / 2 - width / 2;
    const top = spot.top - column.top - height - 8;
    toast.style.left = `${Math.max(10, Math.min(left, column.width - width - 10))}px`;
    toast.style.top = `${Math.max(70, Math.min(top, column.height - height - 20))}px`;
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  fail(error) {
    this.toast(say("failed", { why: error.message }), this.composer.element.getBoundingClientRect(), "bad");
  }

  /** Takes over addresses that lead to a bot of this playground; returns whether it did. */
  follow(address) {
    const url = new URL(safeAddress(address) || location.href);
    const bot = ["t.me", "telegram.me"].includes(url.hostname) && this.ledger.botNamed(url.pathname.slice(1));
    if (!bot) return false;
    this.start(bot, url.searchParams.get("start") || undefined);
    return true;
  }

  chooseChat() {
    const isNew = !this.ledger.privateOf(this.person) && this.ledger.bots.size > 0;
    chooseChat(this.title, {
      ledger: this.ledger, current: this.chat, unread: this.page.unread,
      choose: (chat) => this.switchTo(chat.id, this.ledger.chats.get(chat.id).members.includes(this.person) ? this.person : null),
      fresh: isNew ? () => this.switchTo(null, this.person) : null,
    });
  }

  switchTo(chat, person) {
    this.show(chat, person);
    this.page.changed();
  }

  chooseMe(anchor) {
    const chat = this.ledger.chats.get(this.chat);
    const isGroup = chat && chat.kind !== "private";
    choosePerson(anchor, {
      people: isGroup ? this.ledger.members(chat) : [...this.ledger.people.values()], heading: say(isGroup ? "members" : "everybody"),
      current: this.person, choose: (person) => this.become(person.id),
      add: isGroup && chat.purpose !== "residents" ? null : (name) => this.trying(async () => {
        const { id } = await api.person(name);
        await this.page.refresh();
        this.become(id);
      }),
    });
  }

  become(person) {
    const chat = this.ledger.chats.get(this.chat);
    const isGroup = chat && chat.kind !== "private";
    this.switchTo(isGroup ? this.chat : (this.ledger.privateOf(person, this.bot(chat)?.id)?.id ?? null), person);
  }

  drop(event) {
    event.preventDefault();
    this.composer.take(event.dataTransfer.files[0]);
  }
}
