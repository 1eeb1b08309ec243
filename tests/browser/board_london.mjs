// SPDX-License-Identifier: MIT
// Goal: whoever sits on a Board sees within a minute which hub changed, reads each picture as a
// table, takes it along, and is told what is hidden and missing; without a script, wide, narrow and
// in forced colours.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { openBrowser } from "./world.mjs";

const shots = process.env.MASH_SHOTS;
const binary = process.env.MASH_BINARY;
let folder;
let server;
let address;
let browser;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mash-board-"));
  execFileSync(binary, ["board", "demo", "--dir", folder], { stdio: "pipe" });
  server = spawn(binary, ["board", "serve", "--dir", folder, "--port", "0"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface({ input: server.stdout }), "line");
  address = line.split(" ")[1].replace("127.0.0.1", "localhost").replace(/\/$/, "");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  if (server) {
    server.kill();
    await once(server, "exit");
  }
  if (folder) await rm(folder, { recursive: true });
});

const open = async (options) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  return context.newPage();
};
const words = (page) => page.locator("main").innerText();

async function looks(page, name) {
  assert.equal(await noBarriers(page, name), 3);
  if (!shots) return;
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 1800 });
    await page.screenshot({ path: `${shots}/${name}-${width}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 1800 });
  await page.emulateMedia({ forcedColors: "active" });
  await page.screenshot({ path: `${shots}/${name}-forced.png` });
  await page.emulateMedia({ forcedColors: "none", media: "print" });
  await page.screenshot({ path: `${shots}/${name}-print.png` });
  await page.emulateMedia({ media: "screen" });
}

test("the map says which hub changed and leads there in one click, without a script", async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(address);
  assert.match(await words(page), /hubs? stands? out beside what is usual/);
  const out = page.locator(".mash-tile--out");
  assert.ok((await out.count()) >= 1);
  assert.equal(await page.locator(".mash-tile").count(), 33);
  assert.match(await out.first().innerText(), /(more|fewer) than usual/);
  const name = await out.first().getByRole("link").innerText();
  await out.first().getByRole("link").click();
  assert.match(await words(page), new RegExp(`${name} MASH`));
  assert.match(await words(page), /Notifications: more than chance in/);
  await page.getByLabel("Step").selectOption({ label: "Decide for each child" });
  await page.getByRole("button", { name: "Show these" }).click();
  assert.match(await words(page), /Decide for each child, on time/);
  await page.context().close();
});

test("hubs are compared like with like, and the table is taken along", async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${address}/compare`);
  const measure = "Decide for each child: on time, in hours of the clock";
  await page.getByLabel("Show").selectOption({ label: measure });
  await page.getByRole("button", { name: "Show these" }).click();
  const text = await words(page);
  assert.match(text, /London has \d+ %/);
  assert.match(text, /clock-hours 2/);
  assert.match(text, /A difference is a question and no verdict/);
  const waits = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download this table as CSV" }).last().click();
  const csv = await readFile(await (await waits).path(), "utf-8");
  assert.equal(csv.trim().split("\r\n").length, 33); // a head and 32 hubs: one is missing
  const pdf = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download this page as PDF" }).click();
  assert.match((await readFile(await (await pdf).path())).toString("latin1"), /^%PDF-/);
  await page.context().close();
});

test("no page keeps anybody out, and none asks anything of another place", async () => {
  const page = await open({ bypassCSP: true });
  const elsewhere = [];
  page.on("request", (r) => r.url().startsWith(address) || elsewhere.push(r.url()));
  for (const [name, at] of [
    ["map", "/"],
    ["map-share", "/?show=AGAIN"],
    ["compare", "/compare?show=RATE.CLOCK_HOURS"],
    ["journey", "/journey"],
    ["programme", "/programme"],
    ["missing", "/missing"],
    ["hub", "/hubs/bromley"],
    ["hub-small", "/hubs/city-of-london"],
  ]) {
    await page.goto(address + at);
    await looks(page, `board-${name}`);
  }
  assert.match(await words(page), /hidden/);
  assert.deepEqual(elsewhere, []);
  await page.context().close();
});
