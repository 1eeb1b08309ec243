// SPDX-License-Identifier: MIT
// What is new is said while a page is open. Live is not moving: a person asks before anything
// changes.
import { timeOfDay } from "./clocks.js";
import { counted, hiddenStatus, one } from "./page.js";

// One stream of events for all tabs of this browser, since a browser keeps few connections to a
// hub: the tab that holds the lock listens and tells the others. `wish` is "board" or a case's id
// or empty.
// `own`: of a screen on the wall, which has a stream of its own and no session.
function shareEvents(wish, hear, own) {
  const name = own ? "mash-wall" : "mash-live";
  const channel = new BroadcastChannel(name);
  const wishes = new Set([wish]);
  const heard = new Map();
  let source;
  const tell = (message) => {
    channel.postMessage(message);
    hear(message);
  };
  const open = () => {
    source?.close();
    const cases = [...wishes].filter((one) => one && one !== "board").slice(-12);
    const board = wishes.has("board") ? "&board=yes" : "";
    source = new EventSource(own || `/events?cases=${cases.join(".")}${board}`);
    for (const name of ["queue", "case", "board"]) {
      source.addEventListener(name, (event) => {
        const message = { name, data: JSON.parse(event.data) };
        heard.set(name + (message.data.id ?? ""), message);
        tell(message);
      });
    }
    source.onopen = () => tell({ name: "back" });
    source.onerror = () => tell({ name: "broken" });
  };
  channel.onmessage = ({ data: message }) => {
    if (message.name === "who") channel.postMessage({ name: "wish", wish });
    if (message.name !== "wish") hear(message);
    else if (source) {
      const known = wishes.delete(message.wish);
      wishes.add(message.wish);
      if (!known || source.readyState === EventSource.CLOSED) open();
      else for (const one of heard.values()) channel.postMessage(one);
    }
  };
  channel.postMessage({ name: "wish", wish });
  navigator.locks.request(name, () => {
    channel.postMessage({ name: "who" });
    open();
    return new Promise(() => {}); // until this tab goes
  });
}

// A line that says what is new, with a link. Said aloud once; nothing else moves.
function liveLine(place) {
  const line = document.createElement("p");
  line.className = "govuk-inset-text mash-live mash-no-print";
  line.hidden = true;
  place.append(line);
  const status = hiddenStatus(place);
  let typed = false;
  document.addEventListener("input", () => {
    typed = true;
  });
  return (words, link, href, urgent = false) => {
    line.hidden = words === "";
    line.classList.toggle("mash-live--urgent", urgent);
    if (line.hidden) return;
    const anchor = document.createElement("a");
    anchor.className = "govuk-link";
    anchor.href = href;
    if (typed) anchor.target = "_blank"; // what was typed stays here
    anchor.textContent = typed ? `${link} in a new tab` : link;
    line.replaceChildren(`${words} `, anchor);
    if (status.textContent === "" || urgent) status.textContent = words;
  };
}

// Live is not moving: pages say that there is something new and show it on request.
export function tellWhatIsNew(tick) {
  const queue = one("[data-live-queue]");
  const bar = one("[data-live-case]");
  const board = one("[data-live-board]");
  const wall = board?.dataset.liveBoard; // where a screen on the wall listens
  const place = queue || board?.parentElement || bar?.parentElement;
  if (!place || !window.EventSource || !window.BroadcastChannel || !navigator.locks) return;
  const box = document.createElement("div");
  if (bar) bar.after(box);
  else place.prepend(box);
  const news = liveLine(box);
  const trouble = liveLine(box);
  const here = location.pathname + location.search;
  const showQueue = (arrived) => {
    const { day, made, show } = queue.dataset;
    const count = (arrived[day] ?? 0) - Number(queue.dataset.arrived);
    const reds = (arrived[`${day} red`] ?? 0) - Number(queue.dataset.red);
    const red = reds > 0 ? `, ${reds} RED UNTIL RATED,` : "";
    const what = `${counted(count, "new notification")}${red}`;
    const since = `since ${made.split(" at ")[1]}. Nothing in your list has moved.`;
    const link = count === 1 ? "Show it" : "Show them";
    news(count < 1 ? "" : `${what} ${since}`, link, show, reds > 0);
  };
  const showBoard = () => {
    const request = new XMLHttpRequest(); // parses a page without a policy for trusted types
    request.responseType = "document";
    request.onload = () => {
      const fresh = request.response && one("[data-live-board]", request.response);
      // A screen on the wall that was ended shows nothing of before.
      if (!fresh && wall) location.reload();
      if (!fresh) return;
      board.replaceChildren(...fresh.childNodes);
      tick();
    };
    request.open("GET", here);
    request.send();
  };
  let timer = 0;
  const showBroken = () => {
    const at = timeOfDay(Date.now());
    clearTimeout(timer);
    timer = setTimeout(() => {
      trouble(`Live updates stopped at ${at}.`, "Refresh", here);
      if (wall) showBoard();
    }, 5000);
  };
  let broken = false;
  const hear = ({ name, data }) => {
    if (name === "queue" && queue) showQueue(data);
    if (name === "board" && board) showBoard();
    if (name === "case" && bar && data.id === bar.dataset.liveCase) {
      const same = data.version === bar.dataset.liveVersion;
      const file = data.files > Number(bar.dataset.liveFiles);
      const what = file ? "A file has come to this case" : "This case has changed";
      news(same ? "" : `${what} since you opened it.`, "Show", here);
    }
    if (name === "broken" && !broken) showBroken();
    if (name === "broken") broken = true;
    if (name !== "back") return;
    broken = false;
    clearTimeout(timer);
    trouble("");
  };
  addEventListener("offline", () => hear({ name: "broken" }));
  shareEvents(board ? "board" : (bar?.dataset.liveCase ?? ""), hear, wall);
}
