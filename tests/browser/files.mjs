// SPDX-License-Identifier: MIT
// Goal: a photograph or a document is added by hand alone, and looked at as a safe copy with words
// beside it; what cannot be taken in says why and loses nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { noBarriers } from "./barriers.mjs";
import { Keyboard } from "./keys.mjs";
import { Person } from "./person.mjs";
import { addFact } from "./story_answers.mjs";
import { valueOf } from "./story_gate.mjs";
import { staff } from "./tale.mjs";
import { openWorld } from "./world.mjs";

let world;
let photograph; // of a page of our own: real files by another program than ours
let report;
let files; // path of the list of a case
let strangers; // path of a file that came from outside
before(async () => {
  world = await openWorld([]);
  const page = await world.browser.newPage();
  await page.setContent("<h1 style='color:red'>Bruise, as drawn</h1>");
  photograph = await page.screenshot({ type: "jpeg" });
  await page.setContent("<h1>First page</h1><h1 style='break-before:page'>Second page</h1>");
  report = await page.pdf({ format: "A4" });
  await page.close();
});
after(() => world?.close());

async function officer(options = {}) {
  const person = await Person.sitDown(staff.screening, world.browser, world.installation.hub, {
    options,
  });
  await person.signIn(staff.screening);
  return person;
}

const choose = (person, name, buffer) =>
  person.page
    .getByLabel("Choose the file", { exact: true })
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });

// Looks again until it is drawn.
async function drawn(person) {
  const end = Date.now() + 60_000;
  while ((await person.page.locator("figure img").count()) === 0) {
    assert.ok(Date.now() < end, "no safe copy within a minute");
    await person.follow("Look again");
  }
}

// H17: by hand alone, with the call.
test("H17 a photograph comes with a call that is typed in, without a script", async () => {
  const kay = await officer();
  await kay.open("/enter");
  await kay.press("Begin a new one");
  await kay.choose("Is a child in danger now?", "No");
  await kay.choose("How does it come?", "Phone call");
  await kay.pick("Who is telling?", "School");
  await kay.write("Name", "Robin Vale");
  await kay.write("What are they worried about?", "Bruises on both arms");
  await kay.choose("Does the family know that we are told?", "I do not know");
  await kay.press("Check and take in");
  await kay.sees("Do not upload intimate images", "They go to the police, not here");
  await kay.choose("Does whoever told us know that it was taken in?", "Yes");
  await choose(kay, "arm.gif", Buffer.from("GIF89a"));
  await kay.write("What does it show?", "Bruise on the left forearm");
  await kay.press("Take it in");
  await kay.sees("There is a problem", "Save it as PDF and send that");
  assert.equal(
    await kay.page.getByLabel("What does it show?", { exact: true }).inputValue(),
    "Bruise on the left forearm",
  );
  await choose(kay, "arm.jpg", photograph);
  await kay.press("Take it in");
  await kay.heading("Notification");
  await kay.follow("Files");
  files = new URL(kay.page.url()).pathname;
  await kay.follow("Picture: Bruise on the left forearm");
  await drawn(kay);
  const picture = kay.page.getByRole("img", { name: "Bruise on the left forearm" });
  const width = await picture.evaluate((img) => img.naturalWidth);
  assert.ok(width > 100, `the picture is ${width} pixels wide`);
  await kay.leave();
});

// H17: with a script, in the case.
test("H17 a document is added in the case and its pages are looked at, with a script", async () => {
  const kay = await officer({ javaScriptEnabled: true });
  await kay.open(files);
  await kay.press("Add the file");
  await kay.sees("There is a problem", "Choose the file", "Say in words what it shows");
  await choose(kay, "report.pdf", report);
  await kay.write("What does it show?", "Report of the school");
  await kay.press("Add the file");
  await kay.follow("PDF: Report of the school");
  await drawn(kay);
  await kay.sees("Page 1 of 2", "Page 2 of 2");
  for (const number of [1, 2]) {
    const picture = kay.page.getByRole("img", { name: `Page ${number}. Report of the school` });
    assert.ok((await picture.evaluate((img) => img.naturalHeight)) > 1000, `page ${number}`);
  }
  await kay.leave();
});

// H17: by hand alone, from outside.
test("H17 a photograph goes with a notification through the gate, without a script", async () => {
  const edith = await Person.sitDown("Edith", world.browser, world.installation.gate);
  await edith.open("/notify");
  await edith.press("Start now");
  await edith.choose("Is a child in danger now?", "No, but I am worried");
  await edith.press("Continue");
  await edith.choose("Who are you?", "I am a friend, a neighbour or a childminder");
  await edith.press("Continue");
  await edith.write("First name", "Wren");
  await edith.press("Continue");
  await edith.choose("Do you want to tell us about another child?", "No");
  await edith.press("Continue");
  await edith.press("Continue");
  await edith.write("What are you worried about?", "A bruise on her arm");
  await edith.press("Continue");
  await edith.press("Continue");
  await edith.press("Continue");
  await edith.heading("Check what you tell us");
  await edith.follow("Add a photograph or document");
  await edith.sees("Do not upload intimate images", "Do not undress or photograph a child");
  await choose(edith, "arm.gif", Buffer.from("GIF89a"));
  await edith.write("What does it show?", "Bruise on her right arm");
  await edith.press("Add the file");
  await edith.sees("There is a problem", "Save it as PDF and send that");
  await choose(edith, "arm.jpg", photograph);
  await edith.press("Add the file");
  await edith.sees("Picture: Bruise on her right arm");
  await choose(edith, "report.pdf", report);
  await edith.write("What does it show?", "The wrong document");
  await edith.press("Add the file");
  await edith.press(/^Take it out.*The wrong document/);
  await edith.findsNowhere("The wrong document");
  await edith.press("Go on with 1 file");
  await edith.sees("Picture: Bruise on her right arm");
  await edith.press("Send");
  await edith.sees("We have your notification", "Files with it");
  const reference = await valueOf(edith, "Reference");
  await edith.leave();

  const kay = await officer();
  const end = Date.now() + 60_000;
  const take = kay.page.getByRole("button", { name: /^Take .*Wren/ });
  do {
    assert.ok(Date.now() < end, "the notification is not in the hub within a minute");
    await kay.open("/queue");
    await kay.write("Find a case by reference", reference);
    await kay.press("Find");
  } while ((await take.count()) === 0);
  await take.click();
  await kay.follow(/^Notification$/);
  await kay.sees("Files sent with it");
  await kay.follow("Files");
  while (!(await kay.page.getByText("Picture: Bruise on her right arm").count())) {
    assert.ok(Date.now() < end, "the file is not in the hub within a minute");
    await kay.page.reload();
  }
  await kay.follow("Picture: Bruise on her right arm");
  await drawn(kay);
  strangers = new URL(kay.page.url()).pathname;
  await kay.leave();
});

// H17: from a desk, with what it knows.
test("H17 a desk adds a file to a piece of its information", async () => {
  const { browser, installation } = world;
  const priya = await Person.sitDown(staff.healthNavigator, browser, installation.hub, {
    options: { javaScriptEnabled: true, bypassCSP: true },
  });
  await priya.signIn(staff.healthNavigator);
  await priya.open("/requests");
  await priya.follow(/./, priya.page.getByRole("table").first().getByRole("row").nth(1));
  const request = new URL(priya.page.url()).pathname;
  await addFact(priya, "Bruises of two ages", "Health visitor", "Today", "Ordinary");
  await priya.follow(/^Add a file/);
  await priya.sees("Files of an item", "Bruises of two ages", "Only your desk sees it");
  await priya.press("Add the file");
  await priya.sees("There is a problem", "Choose the file");
  await choose(priya, "map.jpg", photograph);
  await priya.write("What does it show?", "Body map of both arms");
  await priya.press("Add the file");
  await priya.follow("Picture: Body map of both arms");
  await drawn(priya);
  await priya.open(request);
  await priya.follow(/^1 file/);
  await noBarriers(priya.page, "/items/*/files");
  await priya.leave();
});

test("no barrier where files are added and looked at", async () => {
  const kay = await officer({ javaScriptEnabled: true, bypassCSP: true });
  await kay.open(files);
  await noBarriers(kay.page, "/case/*/attachments");
  await kay.press("Add the file");
  await noBarriers(kay.page, "/case/*/attachments, with faults");
  await kay.open(files);
  await kay.follow("PDF: Report of the school");
  await noBarriers(kay.page, "/case/*/attachments/*");
  await kay.leave();
  const edith = await Person.sitDown("Edith", world.browser, world.installation.gate, {
    options: { javaScriptEnabled: true, bypassCSP: true },
  });
  await edith.open("/notify");
  await edith.press("Start now");
  await edith.open("/notify/files");
  await edith.press("Add the file");
  await noBarriers(edith.page, "/notify/files, with faults");
  await choose(edith, "arm.jpg", photograph);
  await edith.write("What does it show?", "Bruise on her right arm");
  await edith.press("Add the file");
  await noBarriers(edith.page, "/notify/files");
  await edith.leave();
});

const day = 24 * 60 * 60 * 1000;
const brings = "Bring it back";
const sets = "Set it aside";
const picture = (person) => person.page.getByRole("img", { name: "Bruise on her right arm" });

async function managerAt(path) {
  const options = { javaScriptEnabled: true, bypassCSP: true };
  const { browser, installation } = world;
  const nasima = await Person.sitDown(staff.manager, browser, installation.hub, { options });
  await nasima.signIn(staff.manager);
  await nasima.open(path);
  return [nasima, new Keyboard(nasima.page)];
}

async function setAside(nasima, keys, why) {
  await keys.write("Why", why);
  await keys.enter(sets);
  await nasima.open(strangers);
  await nasima.sees("Set aside as not wanted", why, "The file itself is destroyed on");
  assert.equal(await picture(nasima).count(), 0);
}

// H17: what has nothing to do with the case. The last of this file: a month goes by.
test("H17 a stranger's file is set aside by keyboard, brought back, and destroyed", async () => {
  let [nasima, keys] = await managerAt(strangers);
  assert.equal(await picture(nasima).count(), 1);
  await keys.enter(sets);
  await nasima.sees("There is a problem", "Say why it is not wanted");
  await noBarriers(nasima.page, "/case/*/attachments/*, set aside without a reason");
  await setAside(nasima, keys, "An advertisement");
  await noBarriers(nasima.page, "/case/*/attachments/*, set aside");

  const kay = await officer();
  await kay.open(strangers);
  await kay.sees("Set aside as not wanted");
  assert.equal(await picture(kay).count(), 0);
  assert.equal(await kay.page.getByRole("button", { name: brings }).count(), 0);

  await keys.enter(brings);
  await nasima.open(strangers);
  assert.equal(await picture(nasima).count(), 1);
  await kay.open(strangers);
  assert.equal(await picture(kay).count(), 1);
  await kay.leave();

  await setAside(nasima, keys, "Still an advertisement");
  await nasima.leave();
  await world.installation.startAgain(new Date(Date.now() + 40 * day).toISOString());
  [nasima, keys] = await managerAt(strangers);
  const end = Date.now() + 60_000;
  while ((await nasima.page.getByText("The file itself was destroyed on").count()) === 0) {
    assert.ok(Date.now() < end, "it is not destroyed within a minute");
    await nasima.page.reload();
  }
  await nasima.sees("Set aside as not wanted", "Still an advertisement");
  assert.equal(await nasima.page.getByRole("button", { name: brings }).count(), 0);
  await noBarriers(nasima.page, "/case/*/attachments/*, destroyed");
  await nasima.leave();
});
