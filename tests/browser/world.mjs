// SPDX-License-Identifier: MIT
// One installation and one browser for a story, and their end.
import { chromium } from "playwright-core";
import { Installation } from "./installation.mjs";
import { Person } from "./person.mjs";

// Chromium without windows: the same engine for three quarters of the processor.
export const openBrowser = () =>
  chromium.launch({
    executablePath: "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox"],
  });

export async function openWorld(watchers, { options = {}, clock = "", more } = {}) {
  const installation = await Installation.start({ clock, more });
  const browser = await openBrowser();
  const world = { installation, browser, options, watchers };
  world.close = async () => {
    await browser.close();
    await installation.stop();
  };
  return world;
}

// Where people sit: each at a browser of their own, the first time that a story needs them. Those
// of `staff` sign in.
export function seats(world, staff) {
  const people = new Map();
  const known = new Set(Object.values(staff));
  const at = async (site, name) => {
    if (!people.has(name)) {
      const person = await Person.sitDown(name, world.browser, site, world);
      people.set(name, person);
      if (known.has(name)) await person.signIn(name);
    }
    return people.get(name);
  };
  world.inHub = (name) => at(world.installation.hub, name);
  world.atGate = (name) => at(world.installation.gate, name);
  // Hours later: everybody has left, and whoever comes signs in again.
  world.laterAt = async (clock) => {
    for (const person of people.values()) await person.leave();
    people.clear();
    await world.installation.startAgain(clock);
  };
}
