// SPDX-License-Identifier: MIT
// What a screen reader is given of each page: the tree that the browser hands to it, read as it
// would be read aloud. A person with a screen reader this is not.
import assert from "node:assert/strict";

const choices = new Set(["checkbox", "radio"]);
const groups = new Set(["group", "radiogroup"]);
// Take the focus to scroll, or as a whole; nothing is done with them.
const places = new Set(["RootWebArea", "main", "alert", "region"]);

export class Heard {
  constructor() {
    this.faults = 0; // messages of faults that were heard
    this.controls = 0;
  }

  async arrived(person, response) {
    const where = `${person.name} at ${new URL(response.url()).pathname}`;
    const nodes = await treeOf(person.page);
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const heard = nodes.filter((node) => !node.ignored);
    for (const node of heard.filter(isControl)) {
      this.controls += 1;
      assert.ok(words(node.name), `${where}: a ${node.role.value} has no name`);
      if (choices.has(node.role.value)) checkGroup(node, byId, where);
    }
    const first = heard.filter((node) => node.role.value === "heading" && level(node) === 1);
    assert.equal(first.length, 1, `${where}: one heading says what the page is`);
    for (const landmark of ["banner", "main"]) {
      const found = heard.filter((node) => node.role.value === landmark);
      assert.equal(found.length, 1, `${where}: ${found.length} landmarks are called ${landmark}`);
    }
    await this.#checkFaults(person, heard, where);
  }

  // Said before all else, in an alert, and with the field when it is reached.
  async #checkFaults(person, heard, where) {
    const messages = await person.page.locator(".govuk-error-message").allInnerTexts();
    if (messages.length === 0) return;
    assert.match(await person.page.title(), /^Error: /, `${where}: the title is read first`);
    const alerts = heard.filter((node) => node.role.value === "alert");
    assert.equal(alerts.length, 1, `${where}: ${alerts.length} alerts`);
    const described = heard.map((node) => words(node.description)).filter(Boolean);
    for (const message of messages.map((text) => text.replace(/\s+/g, " ").trim())) {
      const with_field = described.some((text) => text.includes(message));
      assert.ok(with_field, `${where}: no field is read with "${message}"`);
      this.faults += 1;
    }
  }

  // A journey without faults and fields shows nothing.
  hasHeardEnough() {
    assert.ok(this.controls > 500, `only ${this.controls} controls`);
    assert.ok(this.faults > 10, `only ${this.faults} faults`);
  }
}

async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes;
}

const words = (value) => (value?.value ?? "").replace(/\s+/g, " ").trim();
const property = (node, name) => node.properties?.find((one) => one.name === name)?.value.value;
const level = (node) => property(node, "level");
const isControl = (node) => property(node, "focusable") === true && !places.has(node.role.value);

// "Red" says nothing without "How urgent is it?"; one alone says it by itself.
function checkGroup(node, byId, where) {
  for (let at = byId.get(node.parentId); at; at = byId.get(at.parentId)) {
    if (!at.ignored && groups.has(at.role.value)) {
      assert.ok(words(at.name), `${where}: "${words(node.name)}" answers no question`);
      return;
    }
  }
  assert.equal(node.role.value, "checkbox", `${where}: "${words(node.name)}" stands in no group`);
}
