// SPDX-License-Identifier: MIT
// Forms: sent once, and no word lost on the way. Words go to the hub alone, never into the
// browser's own stores.
import { timeOfDay } from "./clocks.js";
import { all, counted, hiddenStatus, one } from "./page.js";

// A second press on a button while the first is under way is dropped. The server refuses it too.
export function guardForms() {
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
export function guardWords() {
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
export function keepWords() {
  if (!("mashKeepsWords" in document.body.dataset)) return;
  const states = new WeakMap();
  const stateOf = (form) => {
    if (!states.has(form)) {
      const place = document.createElement("p");
      place.className = "govuk-hint mash-no-print";
      form.append(place);
      states.set(form, { place, kept: "", timer: 0, sending: null, over: false });
    }
    return states.get(form);
  };
  const isKept = (form) =>
    form?.method === "post" &&
    form.elements.csrf &&
    !("mashKeep" in form.dataset) &&
    [...form.elements].some((field) => field.matches("textarea") && field.value.trim() !== "");
  async function send(form, state, body) {
    state.kept = body.toString();
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-OpenMASH-Keep": "yes" },
      keepalive: state.kept.length < 50000,
      signal: AbortSignal.timeout(3000), // whoever presses a button waits for it
    }).catch(() => ({ ok: false }));
    const ok = answer.ok && !answer.redirected;
    if (!ok) state.kept = "";
    const when = timeOfDay(Date.now());
    state.place.textContent = ok ? `Kept for you at ${when}. Not sent yet.` : "";
  }
  async function keep(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = 0;
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const body = new URLSearchParams(typed);
    if (state.over || state.sending || body.toString() === state.kept) return;
    state.sending = send(form, state, body);
    await state.sending;
    state.sending = null;
  }
  document.addEventListener("input", ({ target: { form } }) => {
    if (!isKept(form)) return;
    const state = stateOf(form);
    if (!state.timer) state.timer = setTimeout(() => keep(form), 10000);
  });
  document.addEventListener("focusout", ({ target: { form } }) => {
    if (form && states.has(form) && isKept(form)) keep(form);
  });
  // What is under way comes first, or it would be kept once more after it was sent. Heard before
  // all others, to whom such a press is none.
  const submitted = async (event) => {
    const { submitter, target } = event;
    const state = states.get(target);
    if (!state) return;
    clearTimeout(state.timer);
    if (!state.sending) {
      state.over = true;
      return;
    }
    event.preventDefault();
    await state.sending;
    target.requestSubmit(submitter);
  };
  document.addEventListener("submit", submitted, { capture: true });
}

// "You have 12 characters remaining", read out only once typing pauses.
export function countCharacters() {
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
export function keepTyping() {
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
