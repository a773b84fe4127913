// Draws one message, or one album, as a bubble with its buttons beneath.

import { botAvatar, el, hue, icon, linked, personAvatar, safeAddress } from "./dom.js";
import { clockTime, say, seconds } from "./words.js";

/**
 * `messages` is one message or the messages of one album; `seat` says how it sits in the chat:
 * {mine, joined (same speaker as above), group, topic (its name), quoted (who wrote what it replies to)}; `on` holds {press, menu, photo, follow, jump, react}.
 */
export function bubble(messages, seat, on) {
  const first = messages[0];
  if (isService(first)) return el("div", { class: "unit service" }, el("p", {}, happened(first)));
  const side = seat.mine ? "mine" : "theirs";
  const speaker = first.from?.bot ? "bot" : "person";
  return el("article", {
    class: `unit ${side} ${speaker}${seat.joined ? " joined" : ""}`, tabindex: -1, data: { id: first.id },
    "aria-label": `${first.from?.name || say("channel")} ${clockTime(new Date(first.time))}`,
  }, seat.mine || !seat.group ? ownAvatar(first) : avatar(first), el("div", { class: "stack" },
    body(messages, seat, on), keyboard(first, on)));
}

/** Whether the chat itself says this (somebody joined), not a person. */
export function isService(message) {
  return message.service !== null;
}

/** What the chat says, in the page's language. */
export function happened({ service }) {
  return say(service.what, { who: service.who });
}

function avatar(message) {
  return message.from?.bot ? botAvatar() : personAvatar(message.from || { id: "", name: "#" });
}

// In a private chat only the bot shows its face, and nobody sees their own.
function ownAvatar(message) {
  return message.from?.bot ? botAvatar() : null;
}

function body(messages, seat, on) {
  const first = messages[0];
  const worded = messages.find((message) => message.text) || first;
  const photos = messages.filter((message) => message.photo);
  const choose = (event) => {
    if (!event.target.closest("a, button") && getSelection().isCollapsed) on.menu(worded, event.currentTarget);
  };
  const wordless = worded.text ? "" : photos.length ? " bare" : " wordless";
  return el("div", { class: `bubble${wordless}`, on: { click: choose } },
    seat.group && !seat.mine && !seat.joined ? speaker(first, seat.topic) : null,
    first.reply_to ? quote(first, seat.quoted, on) : null,
    photos.length ? gallery(photos, on) : null,
    first.voice ? voice(first) : null,
    first.document ? file(first.document) : null,
    first.location ? place(first.location) : null,
    first.other ? el("div", { class: "other" }, `[${say(first.other) || first.other}]`) : null,
    el("div", { class: "text", dir: "auto" }, linked(worded.text || "", on.follow), meta(messages.at(-1))),
    reactions(worded, on));
}

function speaker(message, topic) {
  const badge = topic ? el("span", { class: "topic" }, topic) : null;
  return el("div", { class: `name ${tint(message.from)}` }, message.from?.name || say("channel"), badge);
}

/** The colour of a name, the same wherever it stands. */
function tint(author) {
  return author?.bot ? "bot" : `hue-${hue(author?.id ?? "")}`;
}

function meta(message) {
  const time = new Date(message.time);
  return el("span", { class: "meta" }, message.edited ? `${say("edited")} ` : "",
    el("time", { datetime: message.time }, clockTime(time)));
}

function quote(message, author, on) {
  const original = message.reply_to;
  return el("button", { class: `quote ${tint(author)}`, type: "button", on: { click: () => on.jump(original.id) } },
    el("b", {}, original.name || say("deletedReply")), el("span", {}, original.text || say("photoAlt")));
}

function gallery(photos, on) {
  const picture = (message) => {
    const alt = say("photoFrom", { name: message.from?.name || "" });
    return el("button", { class: "picture", type: "button", "aria-label": `${say("open")} ${alt}`, on: { click: () => on.photo(message.photo, alt) } },
      el("img", { src: message.photo, alt, loading: "lazy", on: { load: on.loaded } }));
  };
  return el("div", { class: `gallery of-${Math.min(photos.length, 4)}` }, photos.map(picture));
}

function voice(message) {
  const count = Math.min(30, Math.max(12, 8 + Number(message.voice)));
  const bar = (_, index) => el("i", { style: `--h:${25 + ((message.id * 37 + index * index * 29 + index * 53) % 75)}%` });
  return el("div", { class: "voice", role: "img", "aria-label": say("voiceSeconds", { n: message.voice }) },
    el("span", { class: "round" }, icon("play")), el("span", { class: "wave" }, Array.from({ length: count }, bar)),
    el("b", {}, seconds(message.voice)));
}

function file(document) {
  const address = document.url && safeAddress(document.url);
  const inner = [el("span", { class: "round" }, icon("file")), el("span", {}, document.name || say("document"))];
  return address ? el("a", { class: "file", href: address, target: "_blank", rel: "noopener", download: document.name || "" }, inner)
    : el("div", { class: "file" }, inner);
}

function place(location) {
  const spot = [location.latitude, location.longitude].filter((number) => number !== undefined).join(", ");
  return el("div", { class: "file place" }, el("span", { class: "round" }, icon("place")),
    el("span", {}, say("location"), spot ? el("small", {}, spot) : null));
}

function reactions(message, on) {
  if (!message.reactions?.length) return null;
  const chip = ({ emoji, count }) => el("button", {
    class: "reaction", type: "button", "aria-label": say("reaction", { emoji, n: count }), on: { click: () => on.react(message, emoji) },
  }, el("span", {}, emoji), el("span", {}, String(count)));
  return el("div", { class: "reactions" }, message.reactions.map(chip));
}

function keyboard(message, on) {
  if (!message.buttons?.length) return null;
  return el("div", { class: "keys" }, message.buttons.map((row) => el("div", { class: "keyrow" }, row.map((key) => button(key, message, on)))));
}

// Chinese that is longer than a column is broken; what is shorter stays in one piece.
const LONG = /[\u3000-\uffef]{11}/;

function button(key, message, on) {
  const name = LONG.test(key.text) ? "key long" : "key";
  const address = key.url && safeAddress(key.url);
  if (key.url && !address) return null;
  if (!address) return el("button", { class: name, type: "button", data: { key: key.data }, on: { click: (event) => on.press(message, key, event.currentTarget) } }, el("span", {}, key.text));
  const go = (event) => on.follow(address) && event.preventDefault();
  return el("a", { class: name, href: address, target: "_blank", rel: "noopener noreferrer", "aria-label": key.text + say("opens"), on: { click: go } },
    el("span", {}, key.text), icon("link", "icon corner"));
}
