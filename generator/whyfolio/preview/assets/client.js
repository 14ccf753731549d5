// Loads the page again when its bytes changed, swaps styles, shows errors over the last good page.
"use strict";
(() => {
  const bar = document.getElementById("whyfolio-bar");
  if (!bar) return;
  let known = JSON.parse(bar.dataset.state);
  let waiting = null;
  const overlay = document.createElement("div");
  overlay.id = "whyfolio-errors";
  overlay.setAttribute("role", "alert");

  const draw = (errors) => {
    overlay.replaceChildren();
    if (!errors.length) { overlay.remove(); return; }
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

  // The old sheets stay until the new one is there, so that the page is never bare.
  const swap = (styles) => {
    const old = [...document.querySelectorAll('link[rel="stylesheet"]:not([href^="/_whyfolio"])')];
    if (!old.length) return;
    const fresh = old.at(-1).cloneNode();
    fresh.href = `/${known.audience}/${styles}`;
    fresh.addEventListener("load", () => old.forEach((sheet) => sheet.remove()));
    old.at(-1).after(fresh);
  };

  // Which audiences have this page too is asked when the switch is about to be used: it means
  // planning their sites, which should not delay the next save.
  const mark = async () => {
    const asked = new URLSearchParams({ path: known.path });
    const answer = await fetch(`/_whyfolio/others?${asked}`, { cache: "no-store" });
    const others = await answer.json();
    for (const link of bar.querySelectorAll("a[data-audience]")) {
      if (others.includes(link.dataset.audience)) continue;
      link.className = "missing";
      link.title = "this page does not exist for them";
      link.setAttribute("href", `/${link.dataset.audience}/`);
    }
  };

  const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const visible = () => new Promise((resolve) => {
    if (document.visibilityState === "visible") { resolve(); return; }
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });

  // A browser keeps few connections to one server: a tab that nobody looks at gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" && waiting) waiting.abort();
  });

  // True where the page is about to be loaded again, and this script with it.
  const ask = async () => {
    const asked = new URLSearchParams({
      epoch: known.epoch, number: known.number, audience: known.audience, path: known.path,
    });
    waiting = new AbortController();
    const answer = await fetch(`/_whyfolio/changes?${asked}`,
      { cache: "no-store", signal: waiting.signal });
    const news = await answer.json();
    draw(news.errors);
    if (!news.errors.length) {
      if (news.digest !== known.digest) { location.reload(); return true; }
      if (news.styles !== known.styles) swap(news.styles);
      known = { ...known, styles: news.styles };
    }
    known = { ...known, epoch: news.epoch, number: news.number };
    if (news.crowded) await pause(1000);
    return false;
  };

  const run = async () => {
    draw(known.errors);
    for (const near of ["pointerenter", "focusin"]) {
      bar.addEventListener(near, () => { mark().catch(() => {}); }, { once: true });
    }
    for (let over = false; !over;) {
      await visible();
      try { over = await ask(); } catch { await pause(waiting.signal.aborted ? 0 : 1000); }
    }
  };
  run();
})();
