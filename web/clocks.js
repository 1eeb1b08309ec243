// SPDX-License-Identifier: MIT
// Clocks that go on without loading the page again.
import { MINUTE, all, counted, one } from "./page.js";

// The same words as clock_words() of the server.
function spanWords(span) {
  const minutes = Math.floor(span / MINUTE);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes === 0) return "less than 1 min";
  if (hours === 0) return `${minutes} min`;
  if (days === 0) {
    return counted(hours, "hour") + (minutes % 60 ? ` ${minutes % 60} min` : "");
  }
  return counted(days, "day") + (hours % 24 ? ` ${counted(hours % 24, "hour")}` : "");
}

// "11:42am", printed beside the words.
export function timeOfDay(now) {
  const options = { timeZone: "Europe/London", hour: "numeric", minute: "2-digit", hour12: true };
  return new Intl.DateTimeFormat("en-GB", options).format(now).replace(/\s/g, "");
}

function clockState(due, started, now, breached) {
  const left = due - now;
  if (breached || left <= 0) {
    const by = left < 0 ? ` BY ${spanWords(-left).toUpperCase()}` : "";
    return { look: "overdue", words: `OVERDUE${by}`, used: 100 };
  }
  const whole = Math.max(due - started, 1);
  const used = Math.min(Math.max(whole - left, 0), whole) / whole;
  const look = used > 0.75 || left < 60 * MINUTE ? "soon" : "calm";
  const words = look === "soon" ? `Due soon: ${spanWords(left)}` : `${spanWords(left)} left`;
  return { look, words, used: Math.floor(used * 100) };
}

// Clocks follow the server's time, not this computer's. They are never live regions: a countdown
// would be read out over and over.
export function tickClocks() {
  const aheadOf = new WeakMap();
  const tick = () => {
    for (const element of all(".mash-clock[data-due]")) {
      const { due, started, now } = element.dataset;
      if (!aheadOf.has(element)) aheadOf.set(element, Date.parse(now) - Date.now());
      const ahead = aheadOf.get(element);
      const missed = "breached" in element.dataset;
      const state = clockState(Date.parse(due), Date.parse(started), Date.now() + ahead, missed);
      const words = one(".mash-clock__words", element);
      one(".mash-clock__at", element).textContent = `at ${timeOfDay(Date.now() + ahead)}`;
      if (words.textContent === state.words) continue;
      words.textContent = state.words;
      one(".mash-clock__fill", element).setAttribute("width", state.used);
      element.classList.remove("mash-clock--calm", "mash-clock--soon", "mash-clock--overdue");
      element.classList.add(`mash-clock--${state.look}`);
    }
  };
  tick();
  setInterval(tick, 10000);
  return tick;
}
