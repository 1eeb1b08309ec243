// SPDX-License-Identifier: MIT
// Goal: a practitioner comes in through the identity provider of their agency, a real one, and
// nobody comes in through that of another or too weakly; when they sign out there, their open page
// ends here.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { noBarriers } from "./barriers.mjs";
import { Issuer } from "./issuer.mjs";
import { Person } from "./person.mjs";
import { openWorld } from "./world.mjs";

const ours = generateKeyPairSync("ec", { namedCurve: "P-256" });
const notIn = "You cannot come in here with your account at your agency";
let police;
let health;
let world;

const at = (site, agency) => ({
  redirect_uris: [`${site}/sign-in/agency/${agency}/back`],
  backchannel_logout_uri: `${site}/sign-out/agency/${agency}`,
  backchannel_logout_session_required: true,
});

const issuerOf = (agency, name, issuer, people, more) => ({
  agency,
  name,
  issuer: issuer.address,
  client_id: "openmash",
  acr: ["strong"],
  max_age_minutes: 60,
  claim: "sub",
  people,
  passwords: "refused",
  ...more,
});

// The hub knows the police by its own key, and health by a secret; at the gate a team comes in.
async function writeSettings({ folder, hub, gate }) {
  police.knows({
    ...at(hub, "police"),
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "ES256",
    jwks: { keys: [{ ...ours.publicKey.export({ format: "jwk" }), kid: "ours-1", use: "sig" }] },
  });
  const secret = "a secret of some length & with signs";
  health.knows({
    ...at(hub, "health"),
    redirect_uris: [...at(hub, "health").redirect_uris, ...at(gate, "assess").redirect_uris],
    client_secret: secret,
    id_token_signed_response_alg: "PS256",
  });
  const key = ours.privateKey.export({ format: "pem", type: "pkcs8" });
  await writeFile(path.join(folder, "hub-key.pem"), key);
  await writeFile(path.join(folder, "health-secret"), secret);
  const byKey = { key_file: "hub-key.pem", key_id: "ours-1" };
  const bySecret = { secret_file: "health-secret" };
  const file = path.join(folder, "oidc.json");
  const settings = {
    hub: {
      address: hub,
      issuers: [
        issuerOf("police", "Barnfield Police", police, { u07: "leon" }, byKey),
        issuerOf("health", "Barnfield Health", health, { u09: "priya" }, bySecret),
      ],
    },
    gate: {
      address: gate,
      issuers: [issuerOf("assess", "Assessment Team", health, { r01: "paul" }, bySecret)],
    },
  };
  await writeFile(file, JSON.stringify(settings));
  return ["--oidc", file];
}

before(async () => {
  police = await Issuer.open("Police sign-in");
  health = await Issuer.open("Health sign-in");
  world = await openWorld([], { more: writeSettings });
});
after(async () => {
  await world?.close();
  await police?.close();
  await health?.close();
});

const sits = (options = {}, site = world.installation.hub) =>
  Person.sitDown("somebody", world.browser, site, { options });

// At the agency's own page; `second`: with a second factor.
async function goesThere(person, agency) {
  await person.open("/sign-in");
  await person.press(agency);
  await person.heading("Sign in at your agency");
  await person.press(`Go on to ${agency}`);
}
async function isKnownThere(person, name, second = true) {
  await person.write("Name", name);
  if (second) await person.tick("Second factor");
  await person.press("Sign in");
}
async function comesBack(person) {
  await person.heading("Finish signing in");
  await person.press("Go on");
}

// The page hears of news until its session ends; it is then cut off.
async function listens(person) {
  const open = await person.page.evaluate(
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
}
// A second is the promise; the rest is for the machine that tests.
async function endsSoon(person, act) {
  await act();
  const done = Date.now();
  await person.page.waitForFunction(() => window.endedAt, null, { polling: 20 });
  const took = (await person.page.evaluate(() => window.endedAt)) - done;
  assert.ok(took < 2000, `the page listened for ${took} ms more`);
}

test("without a script a practitioner goes there, comes back and is in", async () => {
  const leon = await sits();
  await goesThere(leon, "Barnfield Police");
  assert.ok(leon.page.url().startsWith(police.address));
  await isKnownThere(leon, "leon");
  await comesBack(leon);
  await leon.sees("Leon Bailey");
  await leon.open("/requests");
  await leon.heading("Requests");
  const cookies = await leon.page.context().cookies(world.installation.hub);
  assert.deepEqual(
    cookies.map((c) => [c.name, c.sameSite, c.httpOnly, c.secure]),
    [["__Host-mash-hub", "Strict", true, true]],
  );
});

test("the agency asks again, whoever is signed in there, before it counts as shown", async () => {
  const leon = await sits();
  await goesThere(leon, "Barnfield Police");
  await isKnownThere(leon, "leon");
  await comesBack(leon);
  await leon.open("/account");
  await leon.press("Sign in again at Barnfield Police");
  await leon.heading("Sign in at your agency");
  await leon.press("Go on to Barnfield Police");
  await isKnownThere(leon, "leon"); // its page stands there though its session goes on
  await comesBack(leon);
  await leon.open("/passkeys");
  // The form waits for a script; what it says of the agency does not.
  const said = await leon.page.textContent("#presence_code");
  assert.match(said, /You have just signed in/);
});

test("somebody of another agency does not come in, whoever vouches for them", async () => {
  const priya = await sits();
  await goesThere(priya, "Barnfield Police");
  await isKnownThere(priya, "priya"); // the police say that it is she
  await comesBack(priya);
  await priya.sees(notIn);
  await priya.open("/requests");
  await priya.heading("Sign in");
  // What health says of her comes in by the door of health alone.
  const again = await sits();
  await goesThere(again, "Barnfield Health");
  await isKnownThere(again, "priya");
  await again.heading("Finish signing in");
  const theirs = new URL(again.page.url());
  await again.open(`/sign-in/agency/police/back${theirs.search}`);
  await comesBack(again);
  await again.sees("Begin again");
  await goesThere(again, "Barnfield Health");
  await comesBack(again); // she is still signed in there
  await again.sees("Priya Selvarajah");
});

test("whoever signed in there without a second factor stays outside", async () => {
  const leon = await sits();
  await goesThere(leon, "Barnfield Police");
  await isKnownThere(leon, "leon", false);
  await comesBack(leon);
  await leon.sees("Sign in at your agency again, with your second factor");
  await leon.open("/requests");
  await leon.heading("Sign in");
});

test("a page that was left open ends when its reader signs out at the agency", async () => {
  const eye = await sits({ javaScriptEnabled: true });
  await eye.open("/sign-in");
  // The script goes on by itself, there and back.
  await eye.page.getByRole("button", { name: "Barnfield Police" }).click();
  await eye.page.getByLabel("Name").fill("leon");
  await eye.page.getByRole("checkbox", { name: "Second factor" }).check();
  await eye.page.getByRole("button", { name: "Sign in" }).click();
  await eye.sees("Leon Bailey");
  const address = eye.page.url();
  await listens(eye);
  const there = await eye.page.context().newPage();
  await there.goto(`${police.address}/session/end`);
  await endsSoon(eye, () => there.getByRole("button", { name: /yes/i }).click());
  assert.deepEqual(police.told, [200]);
  await eye.page.goto(address);
  await eye.heading("Sign in");
});

test("a leaver's open page ends when the account is closed", async () => {
  const stephen = await sits({ javaScriptEnabled: true });
  await stephen.signIn("Stephen Oduya");
  await listens(stephen);
  const data = path.join(world.installation.folder, "data");
  const words = ["close-account", "--data", data, "--person", "u31"];
  await endsSoon(stephen, () => promisify(execFile)(process.env.MASH_BINARY, words));
  await stephen.open("/requests");
  await stephen.heading("Sign in");
  await stephen.press("Stephen Oduya");
  await stephen.sees("Select one of the personas");
});

test("whoever receives products comes in at the gate in the same way", async () => {
  const paul = await sits({}, world.installation.gate);
  await goesThere(paul, "Assessment Team");
  await isKnownThere(paul, "paul");
  await comesBack(paul);
  await paul.sees("Paul Stanforth");
  const other = await sits({}, world.installation.gate);
  await goesThere(other, "Assessment Team");
  await isKnownThere(other, "priya"); // she works in the hub
  await comesBack(other);
  await other.sees(notIn);
});

test("the pages on the way have no barriers", async () => {
  const looks = async () => {
    const out = await sits({ javaScriptEnabled: true, bypassCSP: true });
    await out.page.route(/\/assets\/.*\.js/, (route) => route.abort()); // it would go on at once
    return out;
  };
  const eye = await looks();
  await eye.open("/sign-in");
  await noBarriers(eye.page, "/sign-in");
  await eye.press("Barnfield Police");
  await noBarriers(eye.page, "/sign-in/agency");
  await eye.press("Go on to Barnfield Police");
  await isKnownThere(eye, "nobody");
  await noBarriers(eye.page, "/sign-in/agency/police/back");
  await eye.press("Go on");
  await eye.sees(notIn);
  await noBarriers(eye.page, "/sign-in?wrong=agency");
  const leon = await looks();
  await goesThere(leon, "Barnfield Police");
  await isKnownThere(leon, "leon");
  await comesBack(leon);
  await leon.open("/account");
  await leon.sees("Show that it is you");
  await noBarriers(leon.page, "/account");
});
