// SPDX-License-Identifier: MIT
// Goal: a manager sees which hubs there are and writes a letter to one, without a script; what has
// no receipt is said in words. From a case other hubs are asked about a child, and silence is said
// to be silence. Nobody is kept out.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import * as seen from "./seen.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const openmash = async (...words) =>
  (await promisify(execFile)(process.env.MASH_BINARY, words)).stdout;

// This hub and another, which exists in it alone: nobody answers there.
async function takeDirectory(folder) {
  const data = ["--data", path.join(folder, "data")];
  const days = ["--from", "2026-01-01", "--until", "2099-01-01"];
  const words = ["--gate", "gate.example:8447", "--decides", "E09000001", ...days];
  const own = await openmash("hubs", "entry", ...words, ...data);
  const other = own
    .replace(/^hub .*$/m, "hub tarnwick")
    .replace(/^name .*$/m, "name Tarnwick MASH")
    .replace(/^decides .*$/m, "decides E09000002")
    .replace(/^recommends .*$/m, "recommends E09000003")
    .replace(/^certificate .*$/m, `certificate ${"c".repeat(64)}`);
  const head = "openmash hubs 1\nversion 1\nneeds 1\nuntil 2098-01-01T00:00:00Z\n";
  const file = path.join(folder, "hubs");
  await writeFile(file, `${head}${own}${other}end\n`);
  await writeFile(file, await openmash("hubs", "sign", file, ...data));
  const first = /fingerprint (\S+)/.exec(await openmash("hubs", "check", file))[1];
  await openmash("hubs", "take", file, "--first", first, ...data);
  await openmash("hubs", "allow", "tarnwick", ...data);
}

const world = {};
before(async () => Object.assign(world, await openWorld([])));
after(() => world.close?.());

test("a manager who may write to nobody yet reads why", async () => {
  const nasima = await seen.sitDown(world, staff.manager, seen.seenByAxe);
  await nasima.open("/hubs");
  await nasima.sees("This hub has taken no directory of hubs", "No letter has come or gone");
  await seen.looks(nasima, "hubs-none");
  await nasima.leave();
  await takeDirectory(world.installation.folder);
});

test("a manager writes to another hub without a script", async () => {
  const nasima = await seen.sitDown(world, staff.manager, { javaScriptEnabled: false });
  await nasima.open("/more");
  await nasima.follow("Other hubs");
  await nasima.sees("Tarnwick MASH", "Nothing has been heard of it yet");
  await nasima.press("Write to another hub");
  await nasima.press("Send the letter");
  await nasima.sees("Select the hub that you write to", "Enter what you ask");
  await nasima.choose("Which hub do you write to?", "Tarnwick MASH");
  await nasima.write("Whom do you want to speak to?", "The duty manager");
  await nasima.write("What is it about?", "A conversation on Monday");
  await nasima.write("What do you ask?", "May we talk? I am at extension 12.");
  await nasima.writeDate("By when do you need an answer?", 1, 12, 2098);
  await nasima.press("Send the letter");
  await nasima.sees("A conversation on Monday", "Not delivered yet", "Nasima Khatun");
  await nasima.open("/hubs");
  await nasima.sees("1 word without a receipt");
  await nasima.leave();
});

// A case of the demonstration whose child somebody has identified.
async function caseWithAChild() {
  const file = path.join(world.installation.folder, "data", "hub", "hub.db");
  const find =
    "import sqlite3,sys; print(sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)" +
    ".execute(\"select case_id from statement where person_id is not null and role = 'child'" +
    " order by case_id\").fetchone()[0])";
  const { stdout } = await promisify(execFile)("python3", ["-c", find, file]);
  return stdout.trim();
}

// FB07
test("a manager offers a child to another hub without a script, and ends the offer", async () => {
  const at = `/case/${await caseWithAChild()}/transfers`;
  const nasima = await seen.sitDown(world, staff.manager, { javaScriptEnabled: false });
  await nasima.open(at);
  await nasima.sees("This case was not offered to another hub", "They see no name");
  assert.equal(await nasima.page.locator("main input:checked").count(), 0);
  await nasima.press("Offer it");
  await nasima.sees("Select the hub to which you offer it", "Select how urgent it is");
  await nasima.choose("To which hub?", "Tarnwick MASH");
  await nasima.page.locator("main input[name=children]").first().check();
  const kind = "A contact about a child who lives in the other area";
  await nasima.choose("For what is the other hub", kind);
  await nasima.choose("Why there?", "The family has moved there");
  await nasima.choose("How urgent is it?", "Today: within working hours");
  await nasima.choose("What goes there", "Who they are, and what is written below");
  await nasima.write("What does the other hub have to know?", "They live with an aunt there.");
  await nasima.press("Offer it");
  await nasima.sees("This hub keeps the emergency duty until Tarnwick MASH", "Not delivered yet");
  await nasima.leave();
  const again = await seen.sitDown(world, staff.manager, seen.seenByAxe);
  await again.open(at);
  await seen.looks(again, "transfers-of-a-case");
  await again.open("/transfers");
  await seen.looks(again, "transfers");
  await again.follow("To Tarnwick MASH");
  await seen.looks(again, "transfer");
  await again.write("Why does this hub keep the child?", "They came back.");
  await again.press("End the offer: this hub stays responsible");
  await again.sees("It is not offered any more: this hub keeps the emergency duty");
  await again.leave();
});

test("nobody is kept out of the pages of other hubs", async () => {
  const nasima = await seen.sitDown(world, staff.manager, seen.seenByAxe);
  await nasima.open("/hubs");
  await seen.looks(nasima, "hubs");
  await nasima.follow("A conversation on Monday");
  await seen.looks(nasima, "hubs-letter");
  await nasima.open("/hubs/write");
  await seen.looks(nasima, "hubs-write");
  await nasima.press("Send the letter");
  await nasima.sees("There is a problem");
  assert.ok(nasima.page.url().endsWith("/hubs/write"));
  await seen.looks(nasima, "hubs-write-faults");
  await nasima.leave();
});

// Answers the case's page of other hubs.
async function openedCase(person) {
  await person.open("/queue");
  await person.press("Take the next one");
  const id = /\/case\/([^/?]+)/.exec(person.page.url())[1];
  await person.open(`/case/${id}`);
  await person.follow("Other hubs: does one know a child of this case?");
  return `/case/${id}/other-hubs`;
}

test("a screener asks other hubs about a child without a script", async () => {
  const marion = await seen.sitDown(world, staff.screening, { javaScriptEnabled: false });
  world.asked = await openedCase(marion);
  await marion.sees("They are not told of whom", "Nothing waits for an answer");
  assert.equal(await marion.page.locator("input[type=radio]:checked").count(), 0);
  await marion.slips(
    "Ask the other hubs", "Select about which child you ask", "Select why you ask");
  await marion.page.locator("input[name=child]").first().check();
  await marion.choose("Why do you ask?", "The family has moved here, or is placed here");
  await marion.press("Ask the other hubs");
  await marion.sees("Tarnwick MASH: NOT ANSWERED", "Its list has not come yet", "ring them");
  await marion.follow("What agencies know");
  await marion.sees("Other hubs: 1 has not answered");
  await marion.leave();
});

test("nobody is kept out of the pages on which hubs ask about children", async () => {
  const nasima = await seen.sitDown(world, staff.manager, seen.seenByAxe);
  await nasima.open(world.asked);
  await nasima.sees("Write to Tarnwick MASH");
  await seen.looks(nasima, "pointers-ask");
  await nasima.press("Ask the other hubs");
  await nasima.sees("There is a problem");
  await seen.looks(nasima, "pointers-faults");
  await nasima.open("/hubs");
  await nasima.follow("Who of other hubs asked whether this one knows a child");
  await nasima.sees("No other hub has asked.");
  await seen.looks(nasima, "pointers-given");
  await nasima.leave();
});
