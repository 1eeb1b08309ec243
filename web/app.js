// SPDX-License-Identifier: MIT
// What a script adds to pages that work without one. Loaded with `defer`, so the page is there.
// Nothing is stored in the browser and no words of a case are made here.
import { tickClocks } from "./clocks.js";
import { tellWhatIsNew } from "./live.js";
import { all, counted, hiddenStatus, one } from "./page.js";
import { usePasskeys } from "./passkey.js";
import {
  countCharacters,
  guardForms,
  guardWords,
  keepTyping,
  keepWords,
} from "./typing.js";

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

// Whoever is on the way to their agency, or back, has nothing to decide here.
function goOn() {
  const way = one("[data-mash-go-on]");
  if (way?.href) location.replace(way.href);
  else way?.requestSubmit();
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
goOn();
usePasskeys();
