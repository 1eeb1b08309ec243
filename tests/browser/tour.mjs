// SPDX-License-Identifier: MIT
// The journey as a tour: pictures at two widths and a page that tells the story with them.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { smaller } from "./small_png.mjs";
import { story } from "./story.mjs";
import { roles } from "./tale.mjs";
import { openWorld } from "./world.mjs";

const folder = fileURLToPath(new URL("../../docs/tour/", import.meta.url));
const widths = [1280, 375];
const tallest = 2400; // of a picture at 1280; long forms are cut

class Pictures {
  constructor() {
    this.moments = [];
  }

  async seen(person, name, words) {
    const number = String(this.moments.length + 1).padStart(2, "0");
    const moment = { person: person.name, words, name: `${number}-${name}` };
    await person.page.mouse.move(0, 0); // over nothing
    for (const width of widths) {
      await person.page.setViewportSize({ width, height: 900 });
      // From its top, without the focus ring, the bar of the child in its place.
      const height = await person.page.evaluate(() => {
        document.activeElement?.blur();
        window.scrollTo(0, 0);
        return document.documentElement.scrollHeight;
      });
      const picture = await person.page.screenshot({
        fullPage: true,
        clip: { x: 0, y: 0, width, height: Math.min(height, tallest) },
      });
      await writeFile(path.join(folder, `${moment.name}-w${width}.png`), smaller(picture));
    }
    await person.page.setViewportSize({ width: 1280, height: 900 });
    this.moments.push(moment);
  }
}

function page(moments) {
  let who = "";
  const parts = moments.map(({ person, words, name }) => {
    const heading = person === who ? "" : `## ${person}, ${roles[person]}\n\n`;
    who = person;
    const picture = `![${words}](${name}-w1280.png)\n\n[At 375 pixels](${name}-w375.png)\n`;
    return `${heading}${words}\n\n${picture}`;
  });
  return `# A tour

One worry, from the neighbour who has it to the team that acts on it, in the order in which it
happens. Nine people take part; each sees only what is theirs to see. Everybody and everything is
invented. The pictures are taken by \`tests/browser/run --tour\` from the real program, in a browser
without scripts.

What to look for:

* Nothing is chosen beforehand where a person must decide.
* What an agency tells the hub stays the agency's own. Each item says what its owner decided.
* What the police keep (a cousin's confidence) and what health puts into other words (the mother's
  treatment) is nowhere on the page of the team outside.
* Each clock says how much time is left, and each page who will know that it was opened.

${parts.join("\n")}`;
}

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) {
  if (file.endsWith(".png")) await rm(path.join(folder, file));
}
const pictures = new Pictures();
const world = await openWorld([pictures], { careful: true });
try {
  for (const step of story(world)) {
    console.log(step.name);
    await step.run();
  }
  await writeFile(path.join(folder, "README.md"), page(pictures.moments));
} finally {
  await world.close();
}
