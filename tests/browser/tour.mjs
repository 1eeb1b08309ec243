// SPDX-License-Identifier: MIT
// The journey as a tour: pictures at two widths and a page that tells the story with them.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { smaller } from "./small_png.mjs";
import { story } from "./story.mjs";
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
  const parts = moments.map(
    ({ person, words, name }, at) =>
      `## ${at + 1}. ${words}\n\n${person}. [On a phone](${name}-w375.png).\n\n` +
      `![${words}](${name}-w1280.png)\n`,
  );
  return (
    "# A tour\n\n" +
    "One worry, from the neighbour who has it to the team that acts on it, in the order in which " +
    "it happens. Everybody and everything in it is invented. The pictures are taken by " +
    "`tests/browser/run --tour` from the real program, in a browser without scripts.\n\n" +
    parts.join("\n")
  );
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
