"use strict";
(() => {
  // The format is in docs/reference/locked-pages.md. Whatever is not exactly as written is refused.
  const FORMAT = "whyfolio-lock-1", LEAST = 600000, MOST = 10000000;
  const form = document.getElementById("ask");
  const field = document.getElementById("passphrase");
  const told = document.getElementById("told");
  const button = form.querySelector("button");
  const coded = (text) => new TextEncoder().encode(text);

  const bytes = (text) => {
    const raw = atob(text);
    if (btoa(raw) !== text) throw new Error("not as written");
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  };

  const opened = async (passphrase) => {
    const { format, rounds, salt, iv, text } = JSON.parse(
      document.getElementById("locked").textContent,
    );
    if (format !== FORMAT || !Number.isInteger(rounds) || rounds < LEAST || rounds > MOST)
      throw new Error("not as written");
    const known = coded(passphrase.normalize("NFKC").trim());
    const secret = await crypto.subtle.importKey("raw", known, "PBKDF2", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: rounds },
      secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"],
    );
    const additionalData = coded([format, rounds, salt, iv].join("|"));
    const page = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytes(iv), additionalData, tagLength: 128 }, key, bytes(text),
    );
    return new TextDecoder("utf-8", { fatal: true }).decode(page);
  };

  const show = (page) => {
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const root = document.documentElement;
    for (const { name, value } of parsed.documentElement.attributes) root.setAttribute(name, value);
    document.title = parsed.title;
    const styles = document.head.querySelector("style");
    styles.replaceWith(document.importNode(parsed.head.querySelector("style"), true));
    document.body.replaceWith(document.importNode(parsed.body, true));
    const heading = document.querySelector("h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    scrollTo(0, 0);
  };

  document.getElementById("shown").addEventListener("change", (event) => {
    field.type = event.target.checked ? "text" : "password";
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    told.textContent = form.dataset.busy;
    try {
      show(await opened(field.value));
    } catch {
      told.textContent = form.dataset.refused;
      button.disabled = false;
      field.select();
    }
  });

  if (globalThis.crypto?.subtle) form.hidden = false;
  else document.getElementById("unable").hidden = false;
})();
