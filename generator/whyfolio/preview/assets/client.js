// Loads the page again when its bytes changed, swaps styles, shows errors over the last good page.
"use strict";
(() => {
  const bar = document.getElementById("whyfolio-bar");
  if (!bar) return;
  let known = JSON.parse(bar.dataset.state);
  const overlay = document.createElement("div");
  overlay.id = "whyfolio-errors";
  overlay.setAttribute("role", "alert");

  const draw = (errors) => {
    overlay.replaceChildren();
    if (!errors || !errors.length) { overlay.remove(); return; }
    const title = document.createElement("h2");
    title.textContent = errors.length === 1 ? "One error. This is the last good page." :
      `${errors.length} errors. This is the last good page.`;
    overlay.append(title);
    for (const error of errors) {
      const line = document.createElement("p");
      const where = document.createElement("code");
      where.textContent = `${error.file}:${error.line}:${error.column}`;
      const what = document.createElement("span");
      what.textContent = ` ${error.code} ${error.message}`;
      const hint = document.createElement("small");
      hint.textContent = error.hint;
      line.append(where, what, hint);
      overlay.append(line);
    }
    document.body.append(overlay);
  };

  const swap = (styles) => {
    const sheet = document.querySelector('link[rel="stylesheet"]:not([href^="/_whyfolio"])');
    if (!sheet) return;
    const fresh = sheet.cloneNode();
    fresh.href = `/${known.audience}/${styles}`;
    fresh.addEventListener("load", () => sheet.remove());
    sheet.after(fresh);
  };

  const body = (text) => text.digest;
  const visible = () => new Promise((resolve) => {
    if (document.visibilityState === "visible") { resolve(); return; }
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });

  const ask = async () => {
    const asked = new URLSearchParams({
      epoch: known.epoch, number: known.number, audience: known.audience, path: known.path,
    });
    const answer = await fetch(`/_whyfolio/changes?${asked}`, { cache: "no-store" });
    const news = await answer.json();
    const moved = body(news) !== known.digest;
    const styled = news.styles !== known.styles;
    draw(news.errors);
    if (moved && !styled && !(news.errors || []).length) { location.reload(); return; }
    if (moved && styled) { await restyled(news); }
    known = { ...known, ...news };
  };

  // A change of styles changes the address of the sheet in every page: only when nothing else
  // differs is it swapped without loading the page again.
  const restyled = async (news) => {
    const page = await fetch(location.href, { cache: "no-store" });
    const text = await page.text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const main = (doc) => (doc.querySelector("main") || doc.body).innerHTML;
    if (main(fresh) !== main(document)) { location.reload(); return; }
    swap(news.styles);
  };

  const run = async () => {
    draw(known.errors);
    for (;;) {
      await visible();
      try { await ask(); } catch { await new Promise((r) => setTimeout(r, 1000)); }
    }
  };
  run();
})();
