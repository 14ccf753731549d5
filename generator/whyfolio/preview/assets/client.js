// The preview's part in a page: renews it when its bytes changed, swaps styles, tells what is
// wrong and what others do not see, and takes a line for the log. Nothing of it is ever built.
"use strict";
(() => {
  const bar = document.getElementById("whyfolio-bar");
  if (!bar) return;
  const OWN = "/_whyfolio";
  let known = JSON.parse(bar.dataset.state);
  let asked = false;
  let token = "";
  let waiting = null;
  let leaving = -Infinity;

  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const get = async (way, words, signal) => {
    const answer = await fetch(`${OWN}/${way}?${new URLSearchParams(words)}`,
      { cache: "no-store", signal });
    if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
    return answer.json();
  };
  const keep = (name, value) => {
    try { sessionStorage.setItem(`whyfolio-${name}`, JSON.stringify(value)); } catch { /* full */ }
  };
  const kept = (name) => {
    try { return JSON.parse(sessionStorage.getItem(`whyfolio-${name}`)); } catch { return null; }
  };

  // --- what is wrong -----------------------------------------------------------------------------

  const overlay = make("div", { id: "whyfolio-errors", role: "alert" });
  const frame = (error) => {
    const line = error.source.replaceAll("\t", " ");
    const mark = "^".repeat(Math.max(1, Math.min(error.length, line.length - error.column + 1)));
    return make("pre", {}, `${line}\n${" ".repeat(error.column - 1)}${mark}`);
  };
  const draw = (errors) => {
    overlay.replaceChildren();
    if (!errors.length) { overlay.remove(); return; }
    const count = errors.length === 1 ? "One error" : `${errors.length} errors`;
    overlay.append(make("h2", {}, `${count}. This is the last good page.`));
    for (const error of errors) {
      const where = make("code", {}, `${error.file}:${error.line}:${error.column}`);
      const what = make("span", {}, ` ${error.code} ${error.message}`);
      const line = make("div", { class: "whyfolio-error" }, make("p", {}, where, what));
      if (error.source) line.append(frame(error));
      line.append(make("small", {}, error.hint));
      overlay.append(line);
    }
    if (!overlay.isConnected) bar.append(overlay);
  };

  // --- a page that comes again as it was left ----------------------------------------------------

  const details = () => [...document.querySelectorAll("details")];
  const leave = () => {
    const parts = details();
    const open = parts.map((part) => part.open);
    const typed = [...bar.querySelectorAll("input")].map((field) => field.value);
    const focus = [...bar.querySelectorAll("input")].indexOf(document.activeElement);
    keep("left", {
      page: location.pathname, x: scrollX, y: scrollY, open, typed, focus, panel: panel.hidden ? "" : shown,
    });
  };
  const again = () => { leave(); location.reload(); };
  const come = () => {
    const left = kept("left");
    sessionStorage.removeItem("whyfolio-left");
    if (!left || left.page !== location.pathname) return;
    const parts = details();
    if (parts.length === left.open.length) parts.forEach((part, at) => { part.open = left.open[at]; });
    const back = () => scrollTo({ left: left.x, top: left.y, behavior: "instant" });
    back();
    if (document.readyState !== "complete") addEventListener("load", back, { once: true });
    if (left.panel) show(left.panel, left);
  };

  const copy = (from, to) => {
    for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
    for (const { name, value } of from.attributes) to.setAttribute(name, value);
  };
  // False where the page has to be loaded again: it has a script, other sheets, or is gone.
  const scripts = (page) => page.querySelector(`script:not([src^="${OWN}"], [type="application/ld+json"])`);
  const sheets = (page, styles) => [...page.querySelectorAll('link[rel="stylesheet"]')]
    .map((sheet) => sheet.getAttribute("href")).filter((href) => !href.endsWith(styles)).join();
  const renew = async () => {
    if (location.hash || scripts(document)) return false;
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const state = fresh.getElementById("whyfolio-bar")?.dataset.state;
    if (!state || scripts(fresh)) return false;
    const news = JSON.parse(state);
    const alike = sheets(fresh, news.styles) === sheets(document, known.styles);
    if (news.epoch !== known.epoch || !alike) return false;
    const [open, x, y] = [details().map((part) => part.open), scrollX, scrollY];
    const mine = (node) => node.id === "whyfolio-bar" || node.src?.includes(OWN);
    for (const node of [...document.body.childNodes]) if (!mine(node)) node.remove();
    copy(fresh.documentElement, document.documentElement);
    copy(fresh.body, document.body);
    document.title = fresh.title;
    document.body.prepend(...[...fresh.body.childNodes].filter((node) => !mine(node)));
    const parts = details();
    if (parts.length === open.length) parts.forEach((part, at) => { part.open = open[at]; });
    scrollTo({ left: x, top: y, behavior: "instant" });
    known = { ...news, styles: known.styles };
    return true;
  };

  // The old sheets stay until the new one is there, so that the page is never bare.
  const swap = (styles) => {
    const old = [...document.querySelectorAll('link[rel="stylesheet"]:not([href^="/_whyfolio"])')];
    if (!old.length) return;
    const fresh = old.at(-1).cloneNode();
    fresh.href = `/${known.audience}/${styles}`;
    fresh.addEventListener("load", () => old.forEach((sheet) => sheet.remove()));
    fresh.addEventListener("error", () => fresh.remove());
    old.at(-1).after(fresh);
  };

  // --- what others do not see --------------------------------------------------------------------

  const WHO = { public: "everyone", review: "reviewers" };
  const panel = make("section", { id: "whyfolio-panel", "aria-label": "Preview", hidden: "" });
  let shown = "";
  let turn = 0;
  let hidden = [];
  const button = (words, name) => {
    const made = make("button", { type: "button", "aria-expanded": "false", "data-panel": name }, words);
    made.addEventListener("click", () => (shown === name && !panel.hidden ? close() : show(name)));
    return made;
  };
  const close = () => {
    panel.hidden = true;
    for (const one of bar.querySelectorAll("button")) one.setAttribute("aria-expanded", "false");
  };
  const show = (name, left = null) => {
    shown = name;
    turn += 1;
    panel.hidden = false;
    panel.replaceChildren();
    for (const one of bar.querySelectorAll("button")) {
      one.setAttribute("aria-expanded", String(one.dataset.panel === name));
    }
    if (name === "hidden") showHidden(); else showWriting(left);
  };
  const showHidden = () => {
    for (const one of hidden) {
      const lines = one.lines.map((line) => make("li", {}, line));
      const title = one.there ? `Not for ${WHO[one.audience]}` : `No page for ${WHO[one.audience]}`;
      const inside = lines.length ? make("ul", {}, ...lines) : make("p", {}, "They see all of it.");
      panel.append(make("div", {}, make("h2", {}, title), inside));
    }
  };
  const hide = button("What they do not see", "hidden");
  const mark = async () => {
    const told = await get("hidden", { path: known.path });
    hidden = told.hidden;
    if (told.mark && !bar.querySelector(".whyfolio-mark")) {
      bar.querySelector("p").before(make("strong", { class: "whyfolio-mark" }, told.mark));
    }
    for (const one of hidden) {
      const link = bar.querySelector(`[data-audience="${one.audience}"]`);
      link.querySelector("small")?.remove();
      link.classList.toggle("missing", !one.there && link.tagName === "A");
      if (!one.there && link.tagName === "A") {
        link.title = "this page does not exist for them";
        link.setAttribute("href", `/${one.audience}/`);
      } else if (one.lines.length) {
        link.append(make("small", { title: "not for them" }, ` −${one.lines.length}`));
      }
    }
    if (hidden.length && !hide.isConnected) bar.append(hide);
    if (!panel.hidden && shown === "hidden") show("hidden");
  };

  // --- what the author writes here ---------------------------------------------------------------

  const send = async (way, words) => {
    const answer = await fetch(`${OWN}/${way}`, {
      method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, ...words }),
    });
    return answer.json();
  };
  const form = (label, words, done) => {
    const field = make("input", { name: "text", autocomplete: "off", "aria-label": label, placeholder: words });
    const told = make("output", {});
    const made = make("form", {}, make("label", {}, label), field,
      make("button", {}, "Save"), told);
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!field.value.trim()) return;
      told.textContent = "…";
      try {
        const answer = await done(field.value);
        told.className = answer.error ? "whyfolio-no" : "";
        told.textContent = answer.error || answer.told;
        if (!answer.error) field.value = "";
      } catch { told.textContent = "The preview does not answer. Your words stay here."; }
    });
    return made;
  };
  const line = async (text) => {
    const answer = await send("log", { text });
    return answer.error ? answer : { told: `Written: ${answer.line}` };
  };
  const question = async (left) => {
    const skipped = kept("skipped") || [];
    const mine = turn;
    const found = await get("question", [["path", known.path], ...skipped.map((one) => ["skip", one])]);
    if (!found.text || mine !== turn) return;
    const answered = async (text) => {
      const answer = await send("answer", { name: found.name, text });
      if (!answer.error) setTimeout(() => { if (!panel.hidden && shown === "write") show("write"); }, 400);
      return answer.error ? answer : { told: `Written into ${answer.ref}.` };
    };
    const asked = form(`${found.title}: ${found.text}`, found.offered, answered);
    const skip = make("button", { type: "button", class: "whyfolio-skip" }, "Skip");
    skip.addEventListener("click", () => { keep("skipped", [...skipped, found.name]); show("write"); });
    asked.querySelector("button").after(skip);
    panel.append(asked);
    fill(left);
  };
  const fill = (left) => {
    const fields = [...panel.querySelectorAll("input")];
    fields.forEach((field, at) => { field.value ||= left?.typed[at] ?? ""; });
    if (left) fields[left.focus]?.focus();
  };
  const showWriting = (left) => {
    panel.append(form("What did you do?", "one line for the log", line));
    fill(left);
    if (!left) panel.querySelector("input").focus();
    question(left).catch(() => {});
  };
  const write = button("Write", "write");

  // --- changes -----------------------------------------------------------------------------------

  const visible = () => new Promise((resolve) => {
    if (document.visibilityState === "visible") { resolve(); return; }
    document.addEventListener("visibilitychange", () => resolve(), { once: true });
  });

  // Of several windows the one that was looked at last follows the author's hand.
  const me = String(Math.random());
  const looked = () => { try { localStorage.setItem("whyfolio-window", me); } catch { /* full */ } };
  const follows = () => { try { return localStorage.getItem("whyfolio-window") === me; } catch { return true; } };

  const remark = (words) => {
    let told = bar.querySelector(".whyfolio-remark");
    if (!words) { told?.remove(); return; }
    if (!told) { told = make("span", { class: "whyfolio-remark", role: "status" }); bar.append(told); }
    told.textContent = words;
  };

  // True where the page is about to be loaded again, and this script with it.
  const take = async (news) => {
    draw(news.errors);
    remark(news.remark);
    token = news.token || "";
    if (token && !write.isConnected) bar.append(write);
    if (news.followed_at > known.number && news.epoch === known.epoch && follows()
        && news.followed !== location.pathname) {
      location.assign(news.followed);
      return true;
    }
    const moved = news.number !== known.number || news.epoch !== known.epoch;
    if (news.digest !== known.digest && !(await renew())) { again(); return true; }
    if (news.styles !== known.styles) swap(news.styles);
    known = { ...known, styles: news.styles, epoch: news.epoch, number: Math.max(news.number, known.number) };
    if (moved && known.audience !== "theme") mark().catch(() => {});
    return false;
  };
  const ask = async () => {
    // The first time it is told at once what the page itself does not say.
    const at = asked ? { epoch: known.epoch, number: known.number } : {};
    waiting = new AbortController();
    const news = await get("changes", { ...at, audience: known.audience, path: known.path }, waiting.signal);
    asked = true;
    // A link was followed just now: to load this page again would take the author back.
    if (performance.now() - leaving < 2000) { await pause(500); return false; }
    const over = await take(news);
    if (!over && news.crowded) await pause(1000);
    return over;
  };
  const run = async () => {
    for (let over = false; !over;) {
      await visible();
      try { over = await ask(); } catch {
        if (waiting.signal.aborted) continue;
        remark("The preview does not answer. It is looked for.");
        await pause(500);
      }
    }
  };

  // A browser keeps few connections to one server: a tab that nobody looks at gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") waiting?.abort(); else looked();
  });
  addEventListener("beforeunload", () => { leaving = performance.now(); });
  addEventListener("focus", looked);
  addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  if (document.visibilityState === "visible") looked();
  bar.append(panel);
  come();
  run();
  if (known.audience !== "theme") setTimeout(() => { visible().then(mark).catch(() => {}); }, 150);
})();
