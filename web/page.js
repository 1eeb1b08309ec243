// SPDX-License-Identifier: MIT
// What every part of the script needs of a page.

export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const one = (selector, within = document) => within.querySelector(selector);

export const MINUTE = 60000;
export const counted = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

// A place for words that screen readers read out when they change.
export function hiddenStatus(after) {
  const status = document.createElement("span");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  after.append(status);
  return status;
}
