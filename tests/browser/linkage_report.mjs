// SPDX-License-Identifier: MIT
// Goal: whoever gets the report of a linkage can read it: from a file, without a network, wide,
// narrow and in forced colours; and no text of a record acts on it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { noBarriers } from "./barriers.mjs";
import { openBrowser } from "./world.mjs";

const people = new URL("../../libs/splink/testdata/people.csv", import.meta.url);
// Two records of one person, who was entered by somebody with ill intent.
const names = `<img src=x onerror=document.title=1>,"a""><b>\u202e & '"`;
const street = "<script>document.title=1</script> lane";
const hostile = ["X1", "X2"].map(
  (id) => `${id},health,${names},f,2011-01-02,,1,${street},bs1 1aa,`,
);

let folder;
let browser;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mash-report-"));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

async function reportOn(name, csv) {
  const [input, clusters, report] = ["people.csv", "clusters.csv", "report.html"].map((file) =>
    path.join(folder, `${name}-${file}`),
  );
  await writeFile(input, csv);
  const words = ["link", "--id", "record_id", "--input", input, "--clusters", clusters];
  execFileSync(process.env.MASH_BINARY, [...words, "--report", report], { stdio: "pipe" });
  // The page's own policy would refuse axe.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(report).href);
  return { page, asked };
}

test("a report of many records has no barrier and asks for nothing", async () => {
  const some = (await readFile(people, "utf8")).split("\n").slice(0, 120);
  const csv = [...some, ...hostile].join("\n");
  const { page, asked } = await reportOn("many", csv);
  assert.equal(await noBarriers(page, "report"), 3);
  assert.equal(asked.length, 1, `it asked for ${asked.join(", ")}`);
  assert.equal(await page.title(), "Linkage report: personal data");
  assert.equal(await page.locator("script, img, link").count(), 0);
  const words = await page.locator("main").innerText();
  for (const heading of ["Which pairs were compared", "Surely one person", "What was read"])
    assert.ok(words.includes(heading), heading);
  assert.ok((await page.locator(".pair").count()) > 5);
  assert.ok((await page.locator("svg").count()) > 100);
  await page.close();
});

test("each step of a score adds up as it is shown", async () => {
  const { page } = await reportOn("sums", await readFile(people, "utf8"));
  const figure = (text) => Math.round(Number(text.replace("\u2212", "-")) * 100);
  const tables = page.locator("table", { hasText: "How the score comes about" });
  const all = await tables.evaluateAll((found) => {
    const cells = (row) => [...row.cells].map((cell) => cell.innerText.trim());
    return found.map((table) => [...table.tBodies[0].rows].map(cells));
  });
  assert.ok(all.length > 3);
  for (const rows of all) {
    const total = figure(rows.pop()[2]);
    let sum = 0;
    for (const [what, change, shown] of rows) {
      sum += figure(change);
      assert.equal(figure(shown), sum, what);
    }
    assert.equal(sum, total);
  }
  await page.close();
});

test("a report of one record has no barrier", async () => {
  const [header, first] = (await readFile(people, "utf8")).split("\n");
  const { page } = await reportOn("one", `${header}\n${first}\n`);
  await noBarriers(page, "report of one record");
  assert.match(await page.locator("main").innerText(), /No pair scored/);
  await page.close();
});
