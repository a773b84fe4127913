// Where one writes: who one is, the words, a photo, a voice note, what is replied to or edited.

import { el, icon, personAvatar } from "./dom.js";
import { say, seconds } from "./words.js";

const LONGEST_SIDE = 1280;
const TALLEST_PX = 132;

export class Composer {
  /** `on` holds {send({text, replied, photo, voice}), edit(message, text), chooseMe(anchor), fail(error)}. */
  constructor(on) {
    this.on = on;
    this.about = null;
    this.photo = null;
    this.me = el("button", { class: "me", type: "button", "aria-haspopup": "dialog", on: { click: () => on.chooseMe(this.me) } });
    this.tries = el("div", { class: "tries", role: "group", "aria-label": say("tries") });
    this.strip = el("div", { class: "strip", hidden: true });
    this.input = el("textarea", { rows: 1, placeholder: say("say"), enterkeyhint: "send", on: {
      input: () => this.fit(), keydown: (event) => this.key(event), paste: (event) => this.paste(event),
    } });
    this.file = el("input", { type: "file", accept: "image/*", hidden: true, on: { change: () => this.take(this.file.files[0]) } });
    this.attach = roundButton("photo", say("photo"), () => this.file.click());
    this.button = roundButton("send", say("send"), () => this.go());
    this.element = el("form", { class: "composer", on: { submit: (event) => event.preventDefault() } },
      el("div", { class: "who" }, el("span", { "aria-hidden": "true" }, say("iAm")), this.me), this.tries, this.strip,
      el("div", { class: "writing" }, this.attach, this.input, this.button), this.file);
    this.fit();
  }

  speakAs(person, chatTitle) {
    this.me.replaceChildren(...(person ? [personAvatar(person), el("b", {}, person.name)] : [el("b", {}, say("anybody"))]), icon("down"));
    this.me.setAttribute("aria-label", `${say("iAm")} ${person?.name || ""}`);
    this.input.setAttribute("aria-label", say("sayIn", { chat: chatTitle }));
  }

  /** Sentences to be said with one press, by who does not know yet what to say. */
  suggest(sentences) {
    if (this.suggested === sentences) return;
    this.suggested = sentences;
    const press = (text) => this.on.send({ text }).catch((error) => this.on.fail(error));
    this.tries.replaceChildren(...sentences.split("|").filter(Boolean).map((text) => el("button", { class: "try", type: "button", on: { click: () => press(text) } }, text)));
    this.tries.scrollLeft = 0;
  }

  key(event) {
    // While a Chinese input method is choosing characters, Enter belongs to it.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!this.isEmpty()) this.send();
    } else if (event.key === "Escape") this.reset();
  }

  isEmpty() {
    return !this.input.value.trim() && !this.photo;
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST_PX)}px`;
    const mode = this.talking || (this.isEmpty() && !this.about?.edited) ? "voice" : "send";
    const label = mode === "send" ? say("send") : say("voice");
    if (this.button.dataset.mode === mode && !this.talking) return;
    this.button.dataset.mode = mode;
    this.button.replaceChildren(icon(this.talking ? "send" : mode));
    this.button.setAttribute("aria-label", this.talking ? say("voiceStop") : label);
    this.button.title = this.button.getAttribute("aria-label");
  }

  go() {
    if (this.talking) this.stopTalking(true);
    else if (this.isEmpty() && !this.about?.edited) this.talk();
    else this.send();
  }

  /** What is typed goes out; if that fails it comes back, so that nobody types twice. */
  async send(extra = {}) {
    const kept = { text: this.input.value, about: this.about, photo: this.photo };
    const { replied, edited } = this.about || {};
    this.input.value = "";
    this.reset();
    try {
      if (edited) await this.on.edit(edited, kept.text.trim());
      else await this.on.send({ text: kept.text.trim(), replied, photo: kept.photo || undefined, ...extra });
    } catch (error) {
      Object.assign(this, { about: kept.about, photo: kept.photo });
      this.input.value ||= kept.text;
      this.showStrip();
      this.on.fail(error);
    }
  }

  reply(message) {
    this.stopTalking(false);
    this.about = { replied: message };
    this.showStrip();
    this.input.focus();
  }

  edit(message) {
    this.stopTalking(false);
    this.about = { edited: message };
    this.input.value = message.text;
    this.showStrip();
    this.input.focus();
  }

  reset() {
    if (this.about?.edited) this.input.value = "";
    this.stopTalking(false);
    this.about = null;
    this.photo = null;
    this.file.value = "";
    this.showStrip();
  }

  showStrip() {
    const { replied, edited } = this.about || {};
    const subject = replied || edited;
    const title = edited ? say("editing") : replied && say("replyTo", { name: replied.from?.name || "" });
    const parts = [];
    if (this.photo) parts.push(el("img", { src: this.photo, alt: say("photoAlt") }));
    if (subject) parts.push(icon(edited ? "edit" : "reply"), el("span", { class: "lines" }, el("b", {}, title), el("small", {}, subject.text || say("photoAlt"))));
    this.strip.hidden = !parts.length;
    const cancel = el("button", { class: "round-button", type: "button", "aria-label": say("cancel"), on: { click: () => this.reset() } }, icon("close"));
    this.strip.replaceChildren(...parts, ...(parts.length ? [cancel] : []));
    this.fit();
  }

  paste(event) {
    const image = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
    if (!image) return;
    event.preventDefault();
    this.take(image);
  }

  /** Shows a picture beside the words until it is sent; it is made smaller first, as chat apps do. */
  async take(file) {
    if (!file) return;
    try {
      this.photo = await shrunk(file);
      this.showStrip();
      this.input.focus();
    } catch {
      this.on.fail(new Error(say("notImage")));
    }
  }

  talk() {
    const began = Date.now();
    const count = el("b", {}, seconds(0));
    this.talking = { began, tick: setInterval(() => count.replaceChildren(seconds((Date.now() - began) / 1000)), 250) };
    this.strip.hidden = false;
    const cancel = el("button", { class: "round-button", type: "button", "aria-label": say("cancel"), on: { click: () => this.reset() } }, icon("close"));
    this.strip.replaceChildren(el("i", { class: "recording" }), count, el("small", {}, say("voiceHint")), cancel);
    this.fit();
  }

  stopTalking(sends) {
    if (!this.talking) return;
    const { began, tick } = this.talking;
    clearInterval(tick);
    this.talking = null;
    if (sends) this.send({ text: "", voice: Math.max(1, Math.round((Date.now() - began) / 1000)) });
    this.showStrip();
  }
}

function roundButton(drawing, label, run) {
  return el("button", { class: "round-button", type: "button", "aria-label": label, title: label, on: { click: run } }, icon(drawing));
}

async function shrunk(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = el("canvas", { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.86);
}
