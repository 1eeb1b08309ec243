// SPDX-License-Identifier: MIT
// Goal: without a script nobody loses what they typed until their session had ended; and whoever
// comes back to a case sees what others did there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const what = "Write an entry in the log of a case, or correct one by another";
const words = "Aunt says she sleeps there on Fridays";

let world;
before(async () => {
  world = await openWorld([], { clock: "2026-12-02T10:00:00+00:00" });
});
after(() => world?.close());

async function sits(name, options = {}) {
  const person = await Person.sitDown(name, world.browser, world.installation.hub, { options });
  await person.signIn(name);
  return person;
}

// A case that is being dealt with: the first of the queue.
async function someCase(person) {
  await person.open("/queue");
  const hrefs = await person.page
    .getByRole("link")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const found = hrefs.map((href) => /^\/case\/[^/]+/.exec(href ?? "")?.[0]).find(Boolean);
  assert.ok(found, "the queue has no case");
  return found;
}

async function writesInTheLog(person, path, what) {
  await person.open(`${path}/log`);
  await person.choose("What was it?", "Note");
  await person.writeDate("On which day did it happen?", 2, 12, 2026);
  await person.write("At what time?", "09:30");
  await person.write("What was said, done or seen?", what);
}

test("what was typed until the session had ended is saved after signing in again", async () => {
  const marion = await sits(staff.screening);
  await writesInTheLog(marion, await someCase(marion), words);
  await world.installation.startAgain("2026-12-02T10:30:00+00:00");
  await marion.press("Write it down");
  await marion.heading("Sign in");
  await marion.sees("You were signed out before this was saved. What you typed is kept");
  await marion.press(staff.screening);
  await marion.heading("Not saved yet");
  await marion.sees(words, "What you chose is kept too");
  const eye = await sits(staff.screening, { javaScriptEnabled: true, bypassCSP: true });
  await eye.heading("Not saved yet");
  await noBarriers(eye.page, "/kept");
  await marion.press(`Save it now (${what})`);
  await marion.heading("Log");
  await marion.sees(words);
  await marion.open("/kept");
  await marion.sees("Nothing waits to be saved");
});

test("what is half typed waits at the hub if the browser breaks down", async () => {
  const gareth = await sits("Gareth Howell", { javaScriptEnabled: true });
  await writesInTheLog(gareth, await someCase(gareth), "Half a thought about Friday");
  await gareth.page.locator("body").click({ position: { x: 1, y: 1 } });
  await gareth.sees("Kept for you at");
  await gareth.page.context().close();
  const again = await sits("Gareth Howell");
  await again.heading("Not saved yet");
  await again.sees("Half a thought about Friday");
  await again.press(`Save it now (${what})`);
  await again.heading("Log");
  await again.open("/kept");
  await again.sees("Nothing waits to be saved");
});

test("whoever comes back to a case sees what others did since", async () => {
  const nasima = await sits(staff.manager);
  const path = await someCase(nasima);
  await nasima.open(path);
  await world.installation.startAgain("2026-12-02T12:00:00+00:00");
  const marion = await sits(staff.screening);
  await writesInTheLog(marion, path, "Rang the school");
  await marion.press("Write it down");
  await nasima.signIn(staff.manager);
  await nasima.open(path);
  await nasima.sees("Since you last looked", "Wrote in the log", staff.screening);
});

const withScript = { javaScriptEnabled: true, bypassCSP: true };

test("a page that was open before signing in elsewhere comes back with its words", async () => {
  const marion = await sits(staff.screening, withScript);
  await writesInTheLog(marion, await someCase(marion), "Rang the school at ten");
  const elsewhere = await marion.page.context().newPage();
  await elsewhere.goto(new URL("/sign-in", marion.page.url()).href);
  await elsewhere.getByRole("button", { name: staff.screening }).click();
  await elsewhere.waitForURL((url) => url.pathname !== "/sign-in");
  await elsewhere.close();
  await marion.press("Write it down");
  await marion.heading("Check and send again");
  await marion.sees("Rang the school at ten", "What you chose is kept too");
  await noBarriers(marion.page, "an old page");
  await marion.press(`Save it now (${what})`);
  await marion.heading("Log");
  await marion.sees("Rang the school at ten");
  await marion.leave();
});
