// SPDX-License-Identifier: MIT
// Goal: in a real browser, with an authenticator that the browser pretends to have: somebody adds a
// passkey, a colleague answers for it by the code that its holder reads out, and it signs in, in
// the hub and at the gate. Without a script pages say what to do instead.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { adds, answersFor, codeOf, giveAuthenticator } from "./authenticator.mjs";
import { noBarriers } from "./barriers.mjs";
import { Person } from "./person.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const deputy = "Grace Mbeki"; // releases for health, as the named nurse does
const scripted = { javaScriptEnabled: true };

let world;
before(async () => {
  world = await openWorld([]);
});
after(() => world?.close());

async function sits(name, site, options = scripted) {
  const person = await Person.sitDown(name, world.browser, site, { options });
  await person.signIn(name);
  return person;
}

// As the same person at another browser, which lets the checks of barriers in.
async function noBarriersFor(name, ...paths) {
  const eye = await sits(name, world.installation.hub, { ...scripted, bypassCSP: true });
  for (const path of paths) {
    await eye.open(path);
    await noBarriers(eye.page, path);
  }
  await eye.leave();
}

async function signsInWithIt(person) {
  await person.press("Sign out");
  await person.open("/sign-in");
  await person.press("Sign in with a passkey");
}

test("somebody adds a passkey, a colleague answers for it, and it signs in", async () => {
  const nurse = await sits(staff.namedNurse, world.installation.hub);
  const authenticator = await giveAuthenticator(nurse);
  await adds(nurse, "Ward laptop");
  await nurse.sees("It does not release anything yet", "Last used: not yet");
  await noBarriersFor(staff.namedNurse, "/passkeys");
  const [key, ...others] = await authenticator.keys();
  assert.equal(others.length, 0);
  assert.equal(key.rpId, "hub.localhost");
  assert.equal(key.isResidentCredential, true);
  const code = /Code: ([0-9A-F]{4}-[0-9A-F]{4})/.exec(await nurse.words())[1];

  const colleague = await sits(deputy, world.installation.hub);
  await colleague.follow("Your sign-in");
  await colleague.follow("Passkeys");
  await colleague.follow("Answer for passkeys of your colleagues");
  await colleague.heading("Passkeys of your colleagues");
  await colleague.findsNowhere(code);
  await colleague.follow("Answer for it");
  const question = new URL(colleague.page.url()).pathname;
  await noBarriersFor(deputy, "/passkeys/colleagues", question);
  await colleague.write("The code that they read to you", "0000-0000");
  await colleague.slips("I answer for this passkey", "That is not the code of this passkey");
  await colleague.write("The code that they read to you", code);
  await colleague.press("I answer for this passkey");
  await colleague.sees("Done: answered for a colleague's passkey.", `Confirmed by ${deputy}`);

  await signsInWithIt(nurse);
  await nurse.sees(staff.namedNurse);
  await nurse.follow("Your sign-in");
  await nurse.follow("Passkeys");
  await nurse.sees(`Your agency answers for it: ${deputy}`);
  assert.doesNotMatch(await nurse.words(), /Last used: not yet/);
});

test("a passkey that asks for no finger does not sign in, and the page says so", async () => {
  const researcher = await sits(staff.policeResearcher, world.installation.hub);
  const authenticator = await giveAuthenticator(researcher);
  await adds(researcher, "Desk key");
  await researcher.press("Sign out");
  await researcher.open("/sign-in");
  await authenticator.knowsTheFinger(false);
  await researcher.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await researcher.sees("Nothing was sent: no passkey answered. Try again.");
  await authenticator.knowsTheFinger(true);
  await researcher.press("Sign in with a passkey");
  await researcher.sees(staff.policeResearcher);
});

test("at the gate a passkey signs in too, and one that was removed does not", async () => {
  const recipient = await sits(staff.recipient, world.installation.gate);
  const authenticator = await giveAuthenticator(recipient);
  await adds(recipient, "Team phone");
  assert.equal((await authenticator.keys())[0].rpId, "gate.localhost");
  await signsInWithIt(recipient);
  await recipient.heading("What we sent you");
  await recipient.follow("Your sign-in");
  await recipient.follow("Passkeys");
  await recipient.press("Remove Team phone");
  await recipient.sees("You have none yet.");
  await signsInWithIt(recipient);
  await recipient.sees("This passkey was not accepted");
});

test("without a script pages say what to do instead", async () => {
  const nurse = await sits(staff.healthNavigator, world.installation.hub, {});
  await nurse.follow("Your sign-in");
  await nurse.follow("Passkeys");
  await nurse.sees("Without a passkey you sign in with your password and a code.");
  assert.equal(await nurse.page.getByRole("button", { name: "Add a passkey" }).count(), 0);
  await nurse.press("Sign out");
  await nurse.sees("Sign in with your password and a code.");
});

test("who has a passkey seals what the agency holds by it, and not by a press alone", async () => {
  const nurse = await sits(staff.namedNurse, world.installation.hub);
  const authenticator = await giveAuthenticator(nurse);
  await adds(nurse, "Second laptop");
  const colleague = await sits(deputy, world.installation.hub);
  await answersFor(colleague, await codeOf(nurse));
  await colleague.sees("Done: answered for a colleague's passkey.");
  await noBarriersFor(staff.namedNurse, "/sealing");

  const plain = await sits(staff.namedNurse, world.installation.hub, {});
  await plain.open("/sealing");
  await plain.press("Seal it now");
  await plain.sees("Use your passkey.", "It is open");

  await nurse.open("/sealing");
  await authenticator.knowsTheFinger(false);
  await nurse.page.getByRole("button", { name: "Seal it now" }).click();
  await nurse.sees("Nothing was sent: no passkey answered. Try again.");
  await authenticator.knowsTheFinger(true);
  await nurse.press("Seal it now");
  await nurse.sees("It is sealed");
});
