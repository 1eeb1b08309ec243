// SPDX-License-Identifier: MIT
// One installation and one browser for a story, and their end.
import { chromium } from "playwright-core";
import { Installation } from "./installation.mjs";

export async function openWorld(watchers, { options = {}, careful = false } = {}) {
  const installation = await Installation.start();
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const world = { installation, browser, options, watchers, careful };
  world.close = async () => {
    await browser.close();
    await installation.stop();
  };
  return world;
}
