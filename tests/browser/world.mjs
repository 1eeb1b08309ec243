// SPDX-License-Identifier: MIT
// One installation and one browser for a story, and their end.
import { chromium } from "playwright-core";
import { Installation } from "./installation.mjs";

// Chromium without windows: the same engine for three quarters of the processor.
export const openBrowser = () =>
  chromium.launch({
    executablePath: "/usr/bin/chromium-headless-shell",
    args: ["--no-sandbox"],
  });

export async function openWorld(watchers, { options = {}, careful = false } = {}) {
  const installation = await Installation.start();
  const browser = await openBrowser();
  const world = { installation, browser, options, watchers, careful };
  world.close = async () => {
    await browser.close();
    await installation.stop();
  };
  return world;
}
