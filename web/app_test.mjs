// SPDX-License-Identifier: MIT
// Goal: what app.js adds works in a real browser, and its clocks say what the server's say.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test, before, after } from "node:test";
import { openBrowser } from "../tests/browser/world.mjs";

// As the pages load it: the modules of this folder in one, made by the build.
const built = fileURLToPath(new URL("../build/dev/libs/html/app.js", import.meta.url));
const script = process.env.MASH_SCRIPT ?? built;
const start = Date.parse("2026-10-08T08:00:00Z");
const minute = 60000;
let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// A page with a fixed clock, an hour behind the server's, and no way out to the network.
async function opened(html, scripted = true) {
  const page = await browser.newPage();
  await page.clock.install({ time: start - 61 * minute });
  await page.route("http://hub.test/**", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!DOCTYPE html><body>${html}</body>` }),
  );
  await page.goto("http://hub.test/start");
  await page.clock.pauseAt(start - 60 * minute);
  if (scripted) await page.addScriptTag({ path: script });
  return page;
}

const iso = (minutes) => new Date(start + minutes * minute).toISOString();
const clock = (due, now, breached = "") => `<span class="mash-clock mash-clock--calm"
  data-due="${iso(due)}" data-started="${iso(0)}" data-now="${iso(now)}" ${breached}>
  <strong class="mash-clock__words"></strong><svg><rect class="mash-clock__fill"/></svg>
  <span class="mash-clock__at"></span></span>`;

test("clocks say the same as the server and go on by the server's time", async () => {
  // Due after, now after (minutes from the start): the table of house_test.cpp.
  const cases = [
    [250, 0, "4 hours 10 min left"],
    [240, 0, "4 hours left"],
    [240, 59, "3 hours 1 min left"],
    [1440, 0, "1 day left"],
    [4320, 60, "2 days 23 hours left"],
    [240, 210, "Due soon: 30 min"],
    [240, 240, "OVERDUE"],
    [240, 264, "OVERDUE BY 24 MIN"],
    [240, 365, "OVERDUE BY 2 HOURS 5 MIN"],
    [240, 3120, "OVERDUE BY 2 DAYS"],
  ];
  const page = await opened(cases.map(([due, now]) => clock(due, now)).join(""));
  const words = () => page.locator(".mash-clock__words").allTextContents();
  assert.deepEqual(await words(), cases.map((c) => c[2]));
  await page.clock.runFor(5 * minute);
  assert.deepEqual((await words()).slice(5, 8), [
    "Due soon: 25 min",
    "OVERDUE BY 5 MIN",
    "OVERDUE BY 29 MIN",
  ]);
  assert.equal(await page.locator(".mash-clock__at").first().textContent(), "at 9:05am");
  assert.equal(await page.locator("[aria-live], [role=timer]").count(), 0);
  await page.close();
});

test("a missed deadline stays missed", async () => {
  const page = await opened(clock(240, 60, 'data-breached="true"'));
  assert.equal(await page.locator(".mash-clock__words").textContent(), "OVERDUE");
  assert.equal(await page.locator(".mash-clock--overdue").count(), 1);
  await page.close();
});

// A22: in a hurry, with the keyboard.
test("three presses of Shift leave, two and another key do not", async () => {
  const page = await opened(`<div class="govuk-exit-this-page">
    <a class="govuk-js-exit-this-page-button" href="http://hub.test/exit">Exit</a></div>`);
  for (const key of ["Shift", "Shift", "a", "Shift", "Shift"]) await page.keyboard.press(key);
  assert.equal(page.url(), "http://hub.test/start");
  const said = await page.locator("[role=status]").textContent();
  assert.equal(said, "Press Shift 1 more time to leave.");
  await page.keyboard.press("Shift");
  await page.waitForURL("http://hub.test/exit");
  await page.close();
});

// C18: faults
test("focus goes to the error summary, and its links into the field", async () => {
  const page = await opened(`<div class="govuk-error-summary"><a href="#danger">Select</a></div>
    <fieldset><legend>Danger?</legend><input type="radio" id="danger"></fieldset>`);
  const focused = () =>
    page.evaluate(() => document.activeElement.className || document.activeElement.id);
  assert.equal(await focused(), "govuk-error-summary");
  await page.click("a");
  assert.equal(await focused(), "danger");
  await page.close();
});

test("a form is sent once", async () => {
  const page = await opened(`<form action="/send"><button>Send</button></form>`);
  await page.evaluate(() => {
    window.sent = 0;
    document.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) window.sent += 1;
      event.preventDefault();
    });
  });
  await page.click("button");
  await page.click("button");
  assert.equal(await page.evaluate(() => window.sent), 1);
  await page.clock.runFor(6000);
  await page.click("button");
  assert.equal(await page.evaluate(() => window.sent), 2);
  await page.close();
});

test("what was typed is not lost by a link or by another form without being asked", async () => {
  const page = await opened(`<a href="/rate">Rate</a>
    <form method="post" action="/screen">
    <textarea id="why"></textarea><button id="save">Save</button></form>
    <form method="post" action="/look"><button id="look">L</button></form>
    <form action="/find"><input id="find"></form>`);
  const asked = async (press) => {
    const question = page.waitForEvent("dialog");
    const pressed = page.click(press, { noWaitAfter: true });
    const dialog = await question;
    await dialog.dismiss();
    await pressed;
    return dialog.type();
  };
  await page.fill("#find", "a search is no loss");
  await page.fill("#why", "half a thought");
  assert.equal(await asked("text=Rate"), "beforeunload");
  assert.equal(await asked("#look"), "beforeunload");
  assert.equal(await page.inputValue("#why"), "half a thought");
  await page.click("#save"); // nobody is asked who saves it
  await page.waitForURL("http://hub.test/screen");
});

test("characters are counted and never cut", async () => {
  const page = await opened(`<div data-module="govuk-character-count" data-maxlength="10">
    <textarea></textarea><div id="x-info" class="govuk-hint govuk-character-count__message">
    You can enter up to 10 characters</div></div>`);
  const shown = page.locator(".govuk-character-count__message[aria-hidden]");
  await page.fill("textarea", "nine char");
  assert.equal(await shown.textContent(), "You have 1 character remaining");
  await page.fill("textarea", "twelve chars");
  assert.equal(await shown.textContent(), "You have 2 characters too many");
  assert.equal(await page.inputValue("textarea"), "twelve chars");
  assert.equal(await page.locator("[role=status]").textContent(), "");
  await page.clock.runFor(1100);
  assert.equal(await page.locator("[role=status]").textContent(), "You have 2 characters too many");
  await page.close();
});

test("none of these unticks the others", async () => {
  const page = await opened(`<div data-module="govuk-checkboxes"><input type="checkbox" id="a">
    <input type="checkbox" id="none" data-behaviour="exclusive"></div>`);
  await page.check("#a");
  await page.check("#none");
  assert.equal(await page.isChecked("#a"), false);
  await page.check("#a");
  assert.equal(await page.isChecked("#none"), false);
  await page.close();
});

// A page of the hub whose stream of events says `events`, and which answers `later` when asked
// again. A stream needs a secure page.
async function opened_live(html, events, { later = html, context = browser } = {}) {
  const page = await context.newPage();
  page.streams = 0;
  page.asked = [];
  await page.clock.install({ time: start - minute });
  let answer = html;
  await page.route("https://hub.test/**", (route) => {
    const path = new URL(route.request().url()).pathname;
    const stream = path === "/events";
    page.asked.push(path);
    if (stream) page.streams += 1;
    const body = stream ? events : `<!DOCTYPE html><body><main>${answer}</main></body>`;
    route.fulfill({ contentType: stream ? "text/event-stream" : "text/html", body });
  });
  await page.goto("https://hub.test/page");
  answer = later;
  await page.clock.pauseAt(start);
  await page.evaluate(noteWhatBreaks);
  await page.addScriptTag({ path: script });
  return page;
}
// A page's clock is moved on by hand: not before the browser has said that the stream broke.
function noteWhatBreaks() {
  window.EventSource = class extends EventSource {
    constructor(place) {
      super(place);
      this.addEventListener("error", () => (document.body.dataset.broke = "yes"));
    }
  };
}
const broke = (page) => page.locator("[data-broke]").waitFor();
const event = (name, data) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const queue = `<div data-live-queue data-day="2026-10-08" data-arrived="2" data-red="0"
  data-show="/queue?page=2"
  data-made="8 October 2026 at 11:31am"></div><ol><li>Amara</li><li>Tyler</li></ol>`;
const bar = `<div data-live-case="01AB" data-live-version="7.0"></div><textarea></textarea>`;
const line = (page) => page.locator(".mash-live:visible");

test("the queue says how many are new, once aloud, and moves nothing", async () => {
  const page = await opened_live(queue, event("queue", { "2026-10-07": 9, "2026-10-08": 3 }));
  const words = "1 new notification since 11:31am. Nothing in your list has moved.";
  await line(page).waitFor();
  assert.equal(await line(page).textContent(), `${words} Show it`);
  assert.match(await line(page).locator("a").getAttribute("href"), /queue\?page=2$/);
  assert.equal(await page.locator("[role=status]").first().textContent(), words);
  assert.deepEqual(await page.locator("li").allTextContents(), ["Amara", "Tyler"]);
  await page.close();
});

test("the queue says that one of them is Red", async () => {
  const news = { "2026-10-08": 4, "2026-10-08 red": 1 };
  const page = await opened_live(queue, event("queue", news));
  await line(page).waitFor();
  const words = "2 new notifications, 1 RED UNTIL RATED, since 11:31am.";
  assert.match(await line(page).textContent(), new RegExp(`^${words}`));
  assert.match(await page.locator("[role=status]").first().textContent(), /RED UNTIL RATED/);
  assert.equal(await page.locator(".mash-live--urgent").count(), 1);
  await page.close();
});

test("the queue says nothing any more where nothing is new", async () => {
  const count = (n) => event("queue", { "2026-10-08": n });
  const page = await opened_live(queue, count(3) + count(4) + count(2));
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  await line(page).waitFor({ state: "hidden" });
  await page.close();
});

test("a case that has changed says so, and what was typed stays", async () => {
  const other = event("case", { id: "01CD", version: "9.9" });
  const page = await opened_live(bar, other + event("case", { id: "01AB", version: "8.0" }));
  await line(page).waitFor();
  assert.equal(await line(page).textContent(), "This case has changed since you opened it. Show");
  await page.close();
  const typing = await opened_live(bar, other);
  await typing.fill("textarea", "half a thought");
  await broke(typing);
  assert.equal(await line(typing).count(), 0, "another case is another page's");
  await typing.clock.runFor(6000);
  await line(typing).waitFor();
  assert.equal(await line(typing).locator("a").getAttribute("target"), "_blank");
  assert.match(await line(typing).textContent(), /Refresh in a new tab$/);
  await typing.close();
});

test("what a stream says changes no object but its own", async () => {
  const planted = '{"__proto__":{"planted":1},"constructor":{"prototype":{"planted":1}},';
  const said = (name, more) => `event: ${name}\ndata: ${planted}${more}}\n\n`;
  const own = queue.replace("<ol>", `<p data-live-case="__proto__" data-live-version="1"></p><ol>`);
  const events = said("case", '"id":"__proto__","version":"2"') + said("queue", '"2026-10-08":3');
  const page = await opened_live(own, events);
  await line(page).waitFor();
  const changed = () => page.evaluate(() => [{}, [], "", () => 0].map((v) => v.planted ?? null));
  assert.deepEqual(await changed(), [null, null, null, null]);
  assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
  await page.close();
});

// Elements with an id or a name are properties of the window and of the document.
test("names in a page stand in for nothing of the script's, and it adds none", async () => {
  const names = ["acts", "all", "clockState", "counted", "liveLine", "news", "one", "status"];
  const planted = names.map((n) => `<a id="${n}"></a><form name="${n}"></form>`).join("");
  const page = await opened_live(planted + queue, event("queue", { "2026-10-08": 3 }));
  await line(page).waitFor();
  assert.match(await line(page).textContent(), /^1 new notification since/);
  await page.close();
  const empty = await opened("", false);
  const globals = () => empty.evaluate(() => Object.getOwnPropertyNames(window).sort());
  const before = await globals();
  await empty.addScriptTag({ path: script });
  assert.deepEqual(await globals(), before);
  await empty.close();
});

test("a stream that breaks says since when", async () => {
  const page = await opened_live(queue, event("queue", { "2026-10-08": 2 }));
  await broke(page);
  await page.clock.runFor(6000);
  await line(page).waitFor();
  assert.equal(await line(page).textContent(), "Live updates stopped at 9:00am. Refresh");
  await page.close();
});

// B15: live, without a reload.
test("the board moves by itself", async () => {
  const board = (words) => `<div data-live-board><p>${words}</p></div>`;
  const page = await opened_live(board("2 overdue"), event("board", {}), {
    later: board("3 overdue") + "<p>elsewhere</p>",
  });
  await page.locator("text=3 overdue").waitFor();
  assert.equal(await page.locator("text=elsewhere").count(), 0);
  await page.close();
});

// B15: a screen on the wall listens where it may, and once it was ended it shows nothing of before.
test("a board on the wall goes when it was ended", async () => {
  const board = '<div data-live-board="/wall/events"><p>2 overdue</p></div>';
  const page = await opened_live(board, "", { later: "<p>Sign in</p>" });
  await broke(page);
  await page.clock.runFor(6000);
  await page.locator("text=Sign in").waitFor();
  assert.ok(page.asked.includes("/wall/events"));
  assert.ok(!page.asked.includes("/events"), "not where people listen");
  assert.equal(await page.locator("text=2 overdue").count(), 0);
  await page.close();
});

test("two tabs share one stream", async () => {
  const context = await browser.newContext();
  const first = await opened_live(queue, event("queue", { "2026-10-08": 3 }), { context });
  await line(first).waitFor();
  const second = await opened_live(queue, "", { context });
  await line(second).waitFor();
  assert.match(await line(second).textContent(), /^1 new notification/);
  assert.equal(second.streams, 0);
  await first.close();
  await second.waitForRequest("https://hub.test/events?cases=");
  await context.close();
});

test("a way to one's agency and back is gone on without a press", async () => {
  const page = await opened(`<a role="button" href="/there" data-mash-go-on>Go on</a>`);
  await page.waitForURL("http://hub.test/there");
  const form = await opened(`<form method="post" action="/back" data-mash-go-on>
    <input type="hidden" name="code" value="c"><button>Go on</button></form>`);
  await form.waitForURL("http://hub.test/back");
  await Promise.all([page.close(), form.close()]);
});
