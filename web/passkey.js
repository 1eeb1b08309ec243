// SPDX-License-Identifier: MIT
// Passkeys: asks the browser for one and puts its answer into the form that sends it. A form that
// needs one is hidden until this runs; until then the page says what to do without it.
import { all, one } from "./page.js";

const patience = 240000; // less than a challenge lives
const plain = { "-": "+", _: "/" };
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/[-_]/g, (c) => plain[c])), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const known = (ids) => ids.map((id) => ({ type: "public-key", id: bytes(id) }));

// A new one, which is found without a name and asks for a PIN, a finger or a face.
async function make(options) {
  const { response } = await navigator.credentials.create({
    publicKey: {
      rp: { id: options.rp, name: "OpenMASH" },
      user: { id: bytes(options.user), name: options.name, displayName: options.name },
      challenge: bytes(options.challenge),
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: known(options.known),
      attestation: "none",
      timeout: patience,
    },
  });
  return {
    client_data: text(response.clientDataJSON),
    attestation: text(response.attestationObject),
  };
}

// Its signature; of any that belongs here where none is named.
async function sign(options) {
  const { rawId, response } = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(options.challenge),
      rpId: options.rp,
      allowCredentials: known(options.known ?? []),
      userVerification: "required",
      timeout: patience,
    },
  });
  return {
    credential: text(rawId),
    authenticator_data: text(response.authenticatorData),
    client_data: text(response.clientDataJSON),
    signature: text(response.signature),
    user: text(response.userHandle),
  };
}

async function signIn(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no challenge");
  return sign(await answer.json());
}

const optionsOf = (form) => JSON.parse(form.dataset.passkeyOptions);
const acts = new Map([
  ["sign-in", signIn],
  ["new", (form) => make(optionsOf(form))],
  ["sign", (form) => sign(optionsOf(form))],
]);

function whatToDo(fault, form) {
  const origin = form.dataset.passkeyOrigin;
  if (origin && origin !== location.origin) return `Passkeys work only at ${origin}.`;
  if (fault.name === "InvalidStateError") return "This device has a passkey of yours already.";
  return "Nothing was sent: no passkey answered. Try again.";
}

const isEmpty = (form, name) => form.elements[name]?.value.trim() === "";

async function fill(form, answer) {
  for (const [name, value] of Object.entries(await answer)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
}

// Beside a form's own questions: signed as it is sent, unless its code was typed.
function showPresence(part) {
  const form = part.closest("form");
  const said = one("[data-presence-said]", form);
  if (!window.PublicKeyCredential) return;
  let answered = false;
  form.addEventListener("submit", async (event) => {
    if (answered || form.elements.presence_code?.value) return;
    event.preventDefault();
    said.textContent = "Follow what your browser asks.";
    try {
      await fill(form, sign(JSON.parse(part.dataset.presence)));
      answered = true;
      form.requestSubmit();
    } catch {
      const origin = part.dataset.presenceOrigin;
      said.textContent =
        origin === location.origin
          ? "Nothing was sent: no passkey answered. Try again."
          : `Nothing was sent. Passkeys work only at ${origin}.`;
    }
  });
}

export function usePasskeys() {
  for (const part of all("[data-presence]")) showPresence(part);
  for (const words of all("[data-passkey-without]")) words.hidden = true;
  for (const form of all("form[data-passkey]")) {
    const said = one("[data-passkey-said]", form);
    form.hidden = false;
    if (!window.PublicKeyCredential) {
      one("button", form).disabled = true;
      said.textContent = "This browser has no passkeys.";
      continue;
    }
    let answered = false;
    form.addEventListener("submit", async (event) => {
      // Without its name or code the server says what is missing, before a passkey is made for
      // nothing.
      if (answered || isEmpty(form, "name") || isEmpty(form, "presence_code")) return;
      event.preventDefault();
      said.textContent = "Follow what your browser asks.";
      try {
        await fill(form, acts.get(form.dataset.passkey)(form));
        answered = true;
        form.requestSubmit();
      } catch (fault) {
        said.textContent = whatToDo(fault, form);
      }
    });
  }
}
