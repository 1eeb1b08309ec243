// SPDX-License-Identifier: MIT
// Goal: in a real browser, owners sign what they let out and the manager what she sent, each with
// a passkey for which a colleague has answered; the recipient reads who signed. Without a script
// the page says what is missing, and nothing waits for it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { adds, answersFor, codeOf, giveAuthenticator } from "./authenticator.mjs";
import { noBarriers } from "./barriers.mjs";
import { Person } from "./person.mjs";
import { story } from "./story.mjs";
import { product, staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const world = {};
// Who signs, and who answers for their passkey.
const signers = [
  [staff.policeSupervisor, "Stephen Oduya"],
  [staff.namedNurse, "Grace Mbeki"],
  [staff.manager, "Farida Rahman"],
];
const at = {};

async function sits(name, options = { javaScriptEnabled: true }) {
  const person = await Person.sitDown(name, world.browser, world.installation.hub, { options });
  await person.signIn(name);
  return person;
}

// As the same person at another browser, which lets the checks of barriers in.
async function noBarriersAt(name, person) {
  const eye = await sits(name, { javaScriptEnabled: true, bypassCSP: true });
  const { pathname } = new URL(person.page.url());
  await eye.open(pathname);
  await noBarriers(eye.page, pathname);
  await eye.leave();
}

before(async () => {
  Object.assign(world, await openWorld([]));
  for (const step of story(world)) {
    if (step.name === "the assessment team reads it and accepts") return;
    await step.run();
  }
});
after(() => world?.close?.());

test("what was sent before anybody signed says so to its recipient", async () => {
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  await paul.follow(world.productReference);
  await paul.sees("Nobody has signed it yet with a key of their own.");
});

test("without a script the page says what is missing", async () => {
  const agata = await sits(staff.policeSupervisor, {});
  const releases = "/releases/" + world.productPath.split("/").at(-1);
  await agata.open(`${releases}/sign`);
  await agata.sees("You have no passkey that your agency answers for.");
  await agata.leave();
});

test("owners and the manager get passkeys that count", async () => {
  for (const [holder, colleague] of signers) {
    at[holder] = await sits(holder);
    await giveAuthenticator(at[holder]);
    await adds(at[holder], "Desk key");
    const answering = await sits(colleague);
    await answersFor(answering, await codeOf(at[holder]));
    await answering.leave();
  }
});

test("each owner signs the words that leave", async () => {
  for (const owner of [staff.policeSupervisor, staff.namedNurse]) {
    const person = at[owner];
    await person.open("/releases");
    await person.follow("Sign what leaves");
    await person.heading(`Sign what leaves to ${product.team}`);
    await noBarriersAt(owner, person);
    await person.press("Sign with your passkey");
    await person.heading("What may leave");
    assert.equal(await person.page.getByRole("link", { name: "Sign what leaves" }).count(), 0);
  }
});

test("the manager signs what she sent, and the recipient reads who did", async () => {
  const nasima = at[staff.manager];
  await nasima.open(`${world.case}/products`);
  await nasima.follow("Sign it with your passkey");
  await nasima.heading(`Sign what was sent to: ${product.team}`);
  await noBarriersAt(staff.manager, nasima);
  await nasima.press("Sign with your passkey");
  await nasima.sees("Version 1: Sent", `Signed by ${staff.manager}`);
  const paul = await world.atGate(staff.recipient);
  await paul.open("/products");
  await paul.follow(world.productReference);
  await paul.waitsFor("Signed by people of: Barnfield Children's Services (the whole)");
  await paul.sees("Barnfield Borough Police", "its signatures (JSON)");
});
