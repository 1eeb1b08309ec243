// SPDX-License-Identifier: MIT
// People whose pages axe sees and, with MASH_SHOTS, whose pages are kept as pictures.
import { noBarriers } from "./barriers.mjs";
import { PageRules } from "./pages.mjs";
import { Person } from "./person.mjs";

// The page's own policy would refuse axe, which needs a script.
export const seenByAxe = { javaScriptEnabled: true, bypassCSP: true };

export async function sitDown(world, name, options = {}) {
  const rest = { options, watchers: [new PageRules(world)] };
  const person = await Person.sitDown(name, world.browser, world.installation.hub, rest);
  await person.signIn(name);
  return person;
}

const shots = process.env.MASH_SHOTS;
const otherMedia = {
  forced: { forcedColors: "active", media: "screen" },
  print: { forcedColors: "none", media: "print" },
};
// `name`: of the picture, begun with the story's.
export async function looks(person, name) {
  await noBarriers(person.page, name);
  if (!shots) return;
  for (const width of [1280, 375]) {
    await person.page.setViewportSize({ width, height: 900 });
    await person.page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
  await person.page.setViewportSize({ width: 1280, height: 900 });
  for (const [kind, media] of Object.entries(otherMedia)) {
    await person.page.emulateMedia(media);
    await person.page.screenshot({ path: `${shots}/${name}-${kind}.png`, fullPage: true });
  }
  await person.page.emulateMedia({ forcedColors: null, media: null });
}
