// SPDX-License-Identifier: MIT
// Goal: when an agency's own directory says that somebody has left, their open page hears nothing
// more within a second and their next page is the one to sign in; an administrator reads whom it
// asked for who is not listed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import https from "node:https";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { noBarriers } from "./barriers.mjs";
import { PageRules } from "./pages.mjs";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

let world;
let token;

// As an operator does it: the token goes to the agency, the line beside it into the file.
async function writeSettings({ folder }) {
  const made = await promisify(execFile)(process.env.MASH_BINARY, ["scim-token"]);
  token = made.stdout.trim();
  const line = made.stderr.split("\n").find((words) => words.startsWith('"tokens_sha256"'));
  const file = path.join(folder, "scim.json");
  await writeFile(file, `{"systems": [{"agency": "police", ${line}}]}`);
  return ["--scim", file];
}

before(async () => {
  world = await openWorld([], { more: writeSettings });
});
after(() => world?.close());

// What the police's directory asks of the hub.
function directory(method, below, body) {
  const url = new URL(`${world.installation.hub}/scim/v2${below}`);
  const headers = { host: url.host, authorization: `Bearer ${token}` };
  if (body) headers["content-type"] = "application/scim+json";
  const options = { method, headers, host: "127.0.0.1", port: url.port };
  return new Promise((done, failed) => {
    const request = https.request(
      { ...options, path: url.pathname + url.search, rejectUnauthorized: false },
      async (answer) => {
        let text = "";
        for await (const chunk of answer) text += chunk;
        done({ status: answer.statusCode, said: text && JSON.parse(text) });
      },
    );
    request.on("error", failed);
    request.end(body && JSON.stringify(body));
  });
}

const says = (active) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: [{ op: "Replace", path: "active", value: active }],
});

async function sits(name, options = {}) {
  const watchers = [new PageRules(world)];
  const person = await Person.sitDown(name, world.browser, world.installation.hub, {
    options,
    watchers,
  });
  await person.signIn(name);
  return person;
}

test("a leaver's page ends within a second of the directory's word", async () => {
  const leon = await sits(staff.policeResearcher, { javaScriptEnabled: true });
  const open = await leon.page.evaluate(
    () =>
      new Promise((done) => {
        const source = new EventSource("/events?cases=");
        source.onopen = () => done(true);
        source.onerror = () => {
          window.endedAt ??= Date.now();
        };
      }),
  );
  assert.ok(open);
  const filter = encodeURIComponent('userName eq "leon.bailey@police.barnfield.example"');
  const found = await directory("GET", `/Users?filter=${filter}`);
  assert.equal(found.said.totalResults, 1);
  const { id } = found.said.Resources[0];
  assert.equal((await directory("PATCH", `/Users/${id}`, says("False"))).status, 200);
  const done = Date.now();
  await leon.page.waitForFunction(() => window.endedAt, null, { polling: 20 });
  const took = (await leon.page.evaluate(() => window.endedAt)) - done;
  assert.ok(took < 1000, `it took ${took} ms`);
  await leon.open("/requests");
  assert.equal(new URL(leon.page.url()).pathname, "/sign-in");
  assert.equal((await directory("PATCH", `/Users/${id}`, says("True"))).said.active, true);
  await leon.open("/requests");
  assert.equal(new URL(leon.page.url()).pathname, "/sign-in", "no session comes back");
});

test("an administrator reads whom it asked for who is not listed", async () => {
  // axe runs in the page, whose own policy would refuse it.
  const jordan = await sits("Jordan Tate", { javaScriptEnabled: true, bypassCSP: true });
  await jordan.open("/");
  await jordan.follow("More");
  await jordan.follow("Accounts");
  await jordan.sees("Barnfield Borough Police", "No system has asked");
  const stranger = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "somebody.new@police.barnfield.example",
    active: true,
  };
  const refused = await directory("POST", "/Users", stranger);
  assert.equal(refused.status, 403);
  assert.match(refused.said.detail, /list/);
  await jordan.reload();
  await jordan.sees("somebody.new@police.barnfield.example", "Nobody of these has an account");
  await noBarriers(jordan.page, "/accounts");
});

test("another agency's people are absent, and what was sent is in no log", async () => {
  assert.equal((await directory("PATCH", "/Users/u09", says("False"))).status, 404);
  assert.equal((await directory("DELETE", "/Users")).status, 404);
  const log = await readFile(path.join(world.installation.folder, "log"), "utf8");
  assert.ok(log.length > 0);
  for (const word of [token, "leon.bailey", "somebody.new", "userName"]) {
    assert.ok(!log.includes(word), word);
  }
});
