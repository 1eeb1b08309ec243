// SPDX-License-Identifier: MIT
// An authenticator that a browser pretends to have, and what people do with it.

// Built into the machine, with a finger that it knows.
export async function giveAuthenticator({ page }) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () => {
      const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials;
    },
    knowsTheFinger: (isUserVerified) =>
      browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

export async function adds(person, what) {
  await person.follow("Your sign-in");
  await person.follow("Passkeys");
  await person.heading("Your passkeys");
  await person.write("What do you call it?", what);
  await person.press("Add a passkey");
  await person.sees("Your passkeys", what);
}

// The code by which a colleague knows the passkey that was added last.
export async function codeOf(holder) {
  const codes = [...(await holder.words()).matchAll(/Code: ([0-9A-F]{4}-[0-9A-F]{4})/g)];
  return codes.at(-1)[1];
}

export async function answersFor(colleague, code) {
  await colleague.follow("Your sign-in");
  await colleague.follow("Passkeys");
  await colleague.follow("Answer for passkeys of your colleagues");
  await colleague.follow("Answer for it");
  await colleague.write("The code that they read to you", code);
  await colleague.press("I answer for this passkey");
}
