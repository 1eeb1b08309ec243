// SPDX-License-Identifier: MIT
// Takes a picture of each moment that a story shows, at one or two widths, into a folder.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { smaller } from "./small_png.mjs";

const tallest = 1800; // of a picture; long forms are cut
const above = 16; // pixels of the page above a part

export class Pictures {
  constructor(folder, { widths = [1280, 375], begins = "" } = {}) {
    this.folder = folder;
    this.widths = widths;
    this.begins = begins; // of each name
    this.moments = []; // { person, words, name, step }, `name` without width and ending
    this.step = "";
  }

  async seen(person, name, words, part) {
    const number = String(this.moments.length + 1).padStart(2, "0");
    const file = `${this.begins}${number}-${name}`;
    const moment = { person: person.name, words, name: file, step: this.step };
    await person.page.mouse.move(0, 0); // over nothing
    for (const width of this.widths) {
      await person.page.setViewportSize({ width, height: 900 });
      // From its top, without the focus ring, the bar of the child in its place.
      const height = await person.page.evaluate(() => {
        document.activeElement?.blur();
        window.scrollTo(0, 0);
        return document.documentElement.scrollHeight;
      });
      const y = part ? Math.max(0, (await part.first().boundingBox()).y - above) : 0;
      const picture = await person.page.screenshot({
        fullPage: true,
        clip: { x: 0, y, width, height: Math.min(height - y, tallest) },
      });
      await writeFile(path.join(this.folder, `${moment.name}-w${width}.png`), smaller(picture));
    }
    await person.page.setViewportSize({ width: 1280, height: 900 });
    this.moments.push(moment);
  }
}
