// SPDX-License-Identifier: MIT
// What a script adds to pages that work without one. Loaded with `defer`, so the page is there.
// Nothing is stored in the browser and no words of a case are made here.
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  // A place for words that screen readers read out when they change.
  function hiddenStatus(after) {
    const status = document.createElement("span");
    status.className = "govuk-visually-hidden";
    status.setAttribute("role", "status");
    after.append(status);
    return status;
  }

  // Focus goes to what went wrong, else to what just succeeded.
  function focusOutcome() {
    const outcome = one(".govuk-error-summary") || one(".govuk-notification-banner[role=alert]");
    if (!outcome) return;
    outcome.tabIndex = -1;
    outcome.addEventListener("blur", () => outcome.removeAttribute("tabindex"), { once: true });
    outcome.focus();
  }

  // A link in the error summary puts the cursor into the field and shows its question.
  function followErrorLinks() {
    one(".govuk-error-summary")?.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      const input = field.matches("input, select, textarea, button") ? field : one("input", field);
      const legend = field.closest("fieldset")?.querySelector("legend");
      (legend || one(`label[for="${CSS.escape(field.id)}"]`) || field).scrollIntoView();
      (input || field).focus({ preventScroll: true });
    });
  }

  const MINUTE = 60000;
  const counted = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

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
  function timeOfDay(now) {
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
  function tickClocks() {
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

  // Three presses of Shift within 5 seconds leave at once, like the button.
  function exitThisPage() {
    const button = one(".govuk-js-exit-this-page-button");
    if (!button) return;
    const leave = (event) => {
      event?.preventDefault();
      document.body.classList.add("mash-leaving");
      document.title = "";
      location.replace(button.href);
    };
    for (const link of [button, ...all(".govuk-js-exit-this-page-skiplink")]) {
      link.addEventListener("click", leave);
    }
    const status = hiddenStatus(button.parentElement);
    let presses = 0;
    let timer = 0;
    document.addEventListener("keydown", (event) => {
      if (event.repeat) return;
      clearTimeout(timer);
      presses = event.key === "Shift" ? presses + 1 : 0;
      if (presses === 3) {
        leave();
        return;
      }
      if (presses > 0) {
        status.textContent = `Press Shift ${counted(3 - presses, "more time")} to leave.`;
      }
      timer = setTimeout(() => {
        presses = 0;
        status.textContent = "";
      }, 5000);
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) leave();
    });
  }

  // A second press on a button while the first is under way is dropped. The server refuses it too.
  function guardForms() {
    const sent = new WeakMap();
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (Date.now() - (sent.get(event.target) ?? -Infinity) < 5000) event.preventDefault();
      else sent.set(event.target, Date.now());
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
  }

  // The browser asks before what was typed into one form is lost by a link or by another form of
  // the page. Never where leaving has to be quick.
  function guardWords() {
    if (one(".govuk-js-exit-this-page-button")) return;
    const typed = new Set(all("form[method=post]:has(.govuk-form-group--error)"));
    document.addEventListener("input", ({ target: { form } }) => {
      if (form?.method === "post" && !("mashKeep" in form.dataset)) typed.add(form);
    });
    document.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) typed.delete(event.target);
    });
    addEventListener("beforeunload", (event) => {
      if (typed.size > 0) event.preventDefault();
    });
  }

  // What is typed into the long fields of a form is sent to be kept, by itself every 10 seconds and
  // when a field is left, until the form is: should this browser break down, it waits at the hub.
  function keepWords() {
    if (one(".govuk-js-exit-this-page-button")) return;
    const states = new WeakMap();
    const stateOf = (form) => {
      if (!states.has(form)) {
        const place = document.createElement("p");
        place.className = "govuk-hint mash-no-print";
        form.append(place);
        states.set(form, { place, kept: "", timer: 0, sent: new AbortController() });
      }
      return states.get(form);
    };
    const isKept = (form) =>
      form?.method === "post" &&
      form.elements.csrf &&
      !("mashKeep" in form.dataset) &&
      [...form.elements].some((field) => field.matches("textarea") && field.value.trim() !== "");
    async function keep(form) {
      const state = stateOf(form);
      clearTimeout(state.timer);
      state.timer = 0;
      const body = new URLSearchParams(
        [...new FormData(form)].filter(([, value]) => typeof value === "string"),
      );
      if (state.sent.signal.aborted || body.toString() === state.kept) return;
      state.kept = body.toString();
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-OpenMASH-Keep": "yes" },
        keepalive: state.kept.length < 50000,
        signal: state.sent.signal,
      }).catch(() => ({ ok: false }));
      const ok = answer.ok && !answer.redirected;
      if (!ok) state.kept = "";
      const when = timeOfDay(Date.now());
      state.place.textContent = ok ? `Kept for you at ${when}. Not sent yet.` : "";
    }
    document.addEventListener("input", ({ target: { form } }) => {
      if (!isKept(form)) return;
      const state = stateOf(form);
      if (!state.timer) state.timer = setTimeout(() => keep(form), 10000);
    });
    document.addEventListener("focusout", ({ target: { form } }) => {
      if (form && states.has(form) && isKept(form)) keep(form);
    });
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented || !states.has(event.target)) return;
      const state = states.get(event.target);
      clearTimeout(state.timer);
      state.sent.abort();
    });
  }

  // "You have 12 characters remaining", read out only once typing pauses.
  function countCharacters() {
    for (const group of all("[data-module='govuk-character-count'][data-maxlength]")) {
      const area = one("textarea", group);
      const message = one(".govuk-character-count__message", group);
      if (!area || !message) continue;
      const limit = Number(group.dataset.maxlength);
      const status = hiddenStatus(group);
      const visible = message.cloneNode(true);
      visible.removeAttribute("id");
      visible.setAttribute("aria-hidden", "true");
      message.classList.add("govuk-visually-hidden");
      message.after(visible);
      let timer = 0;
      const show = () => {
        const left = limit - [...area.value.replaceAll("\r\n", "\n")].length;
        const count = counted(Math.abs(left), "character");
        visible.textContent = `You have ${count} ${left < 0 ? "too many" : "remaining"}`;
        visible.classList.toggle("govuk-error-message", left < 0);
        visible.classList.toggle("govuk-hint", left >= 0);
        area.classList.toggle("govuk-textarea--error", left < 0);
      };
      area.addEventListener("input", () => {
        show();
        clearTimeout(timer);
        timer = setTimeout(() => {
          status.textContent = visible.textContent;
        }, 1000);
      });
      if (area.value !== "") show();
    }
  }

  // A form that keeps what is typed is sent 3 seconds after the last key, and when a field is left;
  // words go to the hub alone. What cannot be kept is said, and tried again where that may help.
  function keepTyping() {
    const form = one("form[data-mash-keep]");
    const places = all("[data-mash-saved]");
    if (!form || places.length === 0) return;
    const status = hiddenStatus(form);
    const typed = () => {
      const body = new URLSearchParams(new FormData(form));
      for (const name of ["version", "csrf"]) body.delete(name);
      return body.toString();
    };
    const say = (words, aloud) => {
      for (const place of places) place.textContent = words;
      if (aloud && status.textContent !== words) status.textContent = words;
    };
    let kept = typed();
    let timer = 0;
    let over = false; // a conflict, or what was typed is too long: only a person can go on
    let leaving = false;
    let signedOut = false;
    let sending = null;

    // Signed in again, in another tab: the page as it now is has the token that is needed.
    async function freshToken() {
      const answer = await fetch(form.action, { headers: { Accept: "text/html" } });
      const text = answer.redirected ? "" : await answer.text();
      const token = / name="csrf" value="([^"]+)"/.exec(text);
      if (token) form.elements.csrf.value = token[1];
      return Boolean(token);
    }
    async function send() {
      if (signedOut && !(await freshToken())) throw new Error("signed out");
      signedOut = false;
      const sent = typed();
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        keepalive: sent.length < 50000, // also if the page is left; browsers allow no more
        signal: AbortSignal.timeout(20000),
      });
      if ([409, 413, 422].includes(answer.status)) {
        over = true;
        const theirs = answer.status === 409;
        const why = theirs ? "somebody else changed this meanwhile" : "something is too long";
        say(`Not saved: ${why}. Press Save what is typed.`, true);
      } else if (answer.ok && !answer.redirected) {
        form.elements.version.value = (await answer.json()).version;
        kept = sent;
        say(`Saved at ${timeOfDay(Date.now())}`, false);
      } else {
        signedOut = answer.redirected || [401, 403, 404].includes(answer.status);
        throw new Error("not saved");
      }
    }
    async function keep() {
      clearTimeout(timer);
      if (over || sending || typed() === kept) return;
      sending = send().catch(() => {
        const why = signedOut
          ? "you are signed out. Do not press a button here: sign in in another tab"
          : "the hub does not answer. Leave this page open";
        say(`Not saved: ${why}; it is then saved by itself.`, true);
        timer = setTimeout(keep, 10000);
      });
      await sending;
      sending = null;
    }
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, 3000);
    });
    form.addEventListener("change", keep);
    // What is under way comes first, or a person would be in conflict with themselves.
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (signedOut) {
        event.preventDefault();
        keep();
      } else if (sending) {
        event.preventDefault();
        await sending;
        form.requestSubmit(event.submitter);
      } else {
        leaving = true;
      }
    });
    addEventListener("beforeunload", (event) => {
      if (!leaving && typed() !== kept) event.preventDefault();
    });
  }

  // "None of these" unticks the others, and the others untick it.
  function exclusiveChoices() {
    for (const group of all("[data-module='govuk-checkboxes']")) {
      group.addEventListener("change", (event) => {
        const changed = event.target;
        if (!changed.checked) return;
        const alone = changed.dataset.behaviour === "exclusive";
        for (const other of all("input[type=checkbox]", group)) {
          const untick = alone || other.dataset.behaviour === "exclusive";
          if (other !== changed && untick) other.checked = false;
        }
      });
    }
  }

  // On a narrow screen the menu folds away.
  function foldMenu() {
    const button = one(".govuk-js-service-navigation-toggle");
    const menu = button && document.getElementById(button.getAttribute("aria-controls"));
    if (!menu) return;
    const wide = matchMedia("(min-width: 40.0625em)");
    const show = (open) => {
      button.hidden = wide.matches;
      button.removeAttribute("aria-hidden");
      button.setAttribute("aria-expanded", String(open));
      menu.hidden = !wide.matches && !open;
    };
    button.addEventListener("click", () => show(menu.hidden));
    wide.addEventListener("change", () => show(false));
    show(false);
  }

  // Links that look like buttons also obey the space key.
  function pressLinks() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== " " || !event.target.matches?.("a[role=button]")) return;
      event.preventDefault();
      event.target.click();
    });
  }

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
  function tellWhatIsNew(tick) {
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

  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  focusOutcome();
  followErrorLinks();
  tellWhatIsNew(tickClocks());
  exitThisPage();
  guardForms();
  guardWords();
  keepWords();
  countCharacters();
  keepTyping();
  exclusiveChoices();
  foldMenu();
  pressLinks();
})();
