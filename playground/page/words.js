// Every word of the page, in Chinese and in English, and how times are written.

const ZH = {
  product: "小格", brand: "小格 GridDesk", place: "试玩场", lead: "选一个身份，像在群里一样说话",
  live: "已连接", connecting: "连接中", lost: "断开了，正在重连",
  hour: "+1 小时", day: "+1 天", clock: "值班台的时间", forwardHour: "时间往前拨一小时", forwardDay: "时间往前拨一天",
  faults: "故障 {n}", faultsTitle: "正在演练的故障：{list}", unlimited: "不限速",
  people: "{n} 人", withBot: "{n} 人 · 小格在群里", forResidents: "{n} 人 · 有事在这里说", forWorkers: "{n} 人 · 在这里接单", forOfficials: "{n} 人 · 看简报、定大事", privateOf: "{name}的私聊", noGroup: "还没有群",
  noGroupHint: "值班台连上以后，群会出现在这里。", residents: "居民", workers: "网格员", officials: "街道", private: "私聊",
  group: "群", chats: "选择要看的聊天", groups: "群", privates: "私聊", startPrivate: "和小格私聊",
  iAm: "我是", chooseMe: "换一个身份", members: "在群里", everybody: "所有人", anybody: "选人",
  addPerson: "加一个人", addPersonHint: "新人的名字", add: "加上", say: "说点什么…", sayIn: "在“{chat}”里说话",
  send: "发送", photo: "发照片", voice: "发语音", voiceStop: "说完了，发送", voiceHint: "正在说话（试玩，不会真的录音）",
  cancel: "取消", remove: "去掉", reply: "回复", replyTo: "回复 {name}", edit: "改这句话", editing: "正在改这句话",
  edited: "已编辑", react: "表个态", reaction: "{emoji} {n} 人", pinned: "置顶", photoAlt: "照片", photoFrom: "{name} 发的照片",
  voiceSeconds: "语音 {n} 秒", location: "位置", document: "文件", open: "打开", close: "关闭", ok: "好的",
  newMessages: "{n} 条新消息", toBottom: "到最新", start: "开始", startHint: "{name} 还没有和小格说过话。点“开始”，小格才能给 {name} 发消息。",
  empty: "还没有消息。在下面说一句，比如“3号楼2单元电梯又停了”。",
  emptyWorkers: "居民一报事，卡片就到这里，谁先按“接单”归谁。", emptyOfficials: "没人接的、办不了的会升到这里，每周有简报。等不及，点上面的“+1 天”。",
  tries: "点一句试试", tryResidents: "3号楼2单元没水了|楼道里有煤气味|今晚谁看球", tryWorkers: "代报 2号楼楼道灯不亮|今日", tryOfficials: "今天怎么样|本周最多的是什么",
  tryResident: "我报的事怎么样了|我要投诉网格员态度差", tryWorker: "今日|我明天请假，让亚丽顶", tryOfficial: "哪些超期了|有什么要我定的|今天谁值班", failed: "没成功：{why}",
  notImage: "这张图打不开，换一张试试。", offline: "连不上试玩场", today: "今天", yesterday: "昨天", channel: "频道",
  video: "视频", sticker: "表情", contact: "名片", poll: "投票", actions: "可以做的事", opens: "（打开链接）", deletedReply: "原来的消息", unread: "{n} 条未读",
  new_chat_members: "{who} 加入了群聊", left_chat_member: "{who} 离开了群聊", pinned_message: "置顶了一条消息",
  migrate_to_chat_id: "本群已升级为超级群", migrate_from_chat_id: "本群由普通群升级而来", forum_topic_created: "新话题：{who}",
};

const EN = {
  product: "GridDesk", brand: "小格 GridDesk", place: "Playground", lead: "Choose who you are and talk as in any group",
  live: "Live", connecting: "Connecting", lost: "Connection lost, trying again",
  hour: "+1 hour", day: "+1 day", clock: "The desk's time", forwardHour: "Push the clock an hour forward", forwardDay: "Push the clock a day forward",
  faults: "Faults {n}", faultsTitle: "Faults being rehearsed: {list}", unlimited: "No limits",
  people: "{n} people", withBot: "{n} people · desk present", forResidents: "{n} people · say what is wrong", forWorkers: "{n} people · take tickets", forOfficials: "{n} people · read and decide", privateOf: "Private chat of {name}", noGroup: "No groups yet",
  noGroupHint: "Groups appear here once the desk is connected.", residents: "Residents", workers: "Workers", officials: "Officials", private: "Private",
  group: "Group", chats: "Choose a chat", groups: "Groups", privates: "Private chats", startPrivate: "Private chat with the desk",
  iAm: "I am", chooseMe: "Be somebody else", members: "In this group", everybody: "Everybody", anybody: "Choose",
  addPerson: "Add a person", addPersonHint: "Name of the newcomer", add: "Add", say: "Say something…", sayIn: "Say something in “{chat}”",
  send: "Send", photo: "Send a photo", voice: "Send a voice note", voiceStop: "Done, send", voiceHint: "Speaking (playground: nothing is recorded)",
  cancel: "Cancel", remove: "Remove", reply: "Reply", replyTo: "Reply to {name}", edit: "Edit", editing: "Editing",
  edited: "edited", react: "React", reaction: "{emoji} from {n}", pinned: "Pinned", photoAlt: "Photo", photoFrom: "Photo from {name}",
  voiceSeconds: "Voice, {n} seconds", location: "Location", document: "File", open: "Open", close: "Close", ok: "OK",
  newMessages: "{n} new", toBottom: "To the newest", start: "Start", startHint: "{name} has not spoken with the desk yet. Press Start so that it may write to {name}.",
  empty: "No messages yet. Say something below.",
  emptyWorkers: "What residents tell comes here as a card; whoever takes it first has it.", emptyOfficials: "What nobody takes or a grid cannot do climbs to here, and a digest comes each week. Press +1 day above to see one.",
  tries: "Try saying", tryResidents: "No water in building 3 unit 2|I smell gas in the stairwell of building 3|Who is watching the match tonight?", tryWorkers: "/today", tryOfficials: "How are things today?|weekly report",
  tryResident: "How far is my report?", tryWorker: "/today", tryOfficial: "How are things today?|what is overdue", failed: "That did not work: {why}",
  notImage: "This picture cannot be opened, try another.", offline: "The playground cannot be reached", today: "Today", yesterday: "Yesterday", channel: "Channel",
  video: "Video", sticker: "Sticker", contact: "Contact", poll: "Poll", actions: "What you can do", opens: " (opens a link)", deletedReply: "An earlier message", unread: "{n} unread",
  new_chat_members: "{who} joined the group", left_chat_member: "{who} left the group", pinned_message: "A message was pinned",
  migrate_to_chat_id: "This group is now a supergroup", migrate_from_chat_id: "This group was a basic group before", forum_topic_created: "New topic: {who}",
};

const asked = new URLSearchParams(location.search);
export const lang = asked.get("lang") === "en" ? "en" : "zh";
const words = lang === "en" ? EN : ZH;
const locale = lang === "en" ? "en-GB" : "zh-CN";
// The desk's own zone, so that a bubble's time and the times in its text agree wherever the browser stands.
const timeZone = asked.get("tz") || "Asia/Shanghai";

/** The words under `key` with {names} filled in. */
export function say(key, values = {}) {
  return (words[key] || "").replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const writer = (options) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
const clockOf = writer({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayOf = writer({ month: "long", day: "numeric", weekday: "short" });
const shortDayOf = writer({ month: "numeric", day: "numeric" });

export const clockTime = (date) => clockOf.format(date);
export const dayName = (date) => dayOf.format(date).replace(/(日)(周|星期)/, "$1 $2");

/** For lists: the clock time if it is the same day as `now`, else the day. */
export function briefTime(date, now) {
  return dayName(date) === dayName(now) ? clockTime(date) : shortDayOf.format(date);
}

export function seconds(count) {
  return `${Math.floor(count / 60)}:${String(Math.round(count) % 60).padStart(2, "0")}`;
}
