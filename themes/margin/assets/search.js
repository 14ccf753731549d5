/* The search page: words and filters → results. Pagefind is loaded once somebody begins.
   Without this script, from the disk and in the preview the page is the list of everything. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form || !location.protocol.startsWith("http")) return;

  const STEP = 10;
  const input = form.elements.q;
  const filters = [...form.querySelectorAll("select")];
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("role", "status");
  const found = document.querySelector(".found");
  const list = document.createElement("ol");
  list.className = "results";
  const more = found.querySelector(".show-more");
  const everything = document.querySelector(".everything");
  const lines = new Map([...everything.querySelectorAll("a")].map(
    (link) => [link.pathname, link.closest("li")]
  ));
  let turn = 0;
  let hits = [];
  let loading;

  const load = () => loading ??= (async () => {
    const index = new URL(form.dataset.index, location.href);
    const pagefind = await import(index.href);
    await pagefind.options({ baseUrl: new URL("../..", index).pathname, noWorker: true });
    await pagefind.init();
    return pagefind;
  })();

  const asked = () => {
    const chosen = Object.fromEntries(
      filters.filter((one) => one.value).map((one) => [one.name, one.value])
    );
    return { words: input.value.trim(), chosen };
  };

  const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");

  /* Words with the places that were found marked; all else is text, never markup. */
  const marked = ({ excerpt, content }) => {
    const told = document.createElement("p");
    const plain = text(excerpt.replaceAll(/<\/?mark>/g, ""));
    if (!content.startsWith(plain)) told.append("… ");
    for (const part of excerpt.split(/(<mark>.*?<\/mark>)/s)) {
      const inside = part.match(/^<mark>(.*)<\/mark>$/s);
      const node = inside ? document.createElement("mark") : document.createTextNode(text(part));
      if (inside) node.textContent = text(inside[1]);
      told.append(node);
    }
    if (!content.endsWith(plain)) told.append(" …");
    return told;
  };

  const drawn = (page) => {
    const result = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("h3");
    link.href = page.url;
    link.textContent = page.meta.title;
    title.append(link);
    result.append(title);
    const line = lines.get(link.pathname);
    if (line) {
      const known = document.createElement("p");
      known.className = "soft";
      known.textContent = [...line.querySelectorAll(":scope > .soft")]
        .map((part) => part.textContent).reverse().join(" · ");
      result.append(known);
    }
    result.append(marked(page));
    return result;
  };

  const draw = async (mine, upTo) => {
    const pages = await Promise.all(
      hits.slice(list.childElementCount, upTo).map((hit) => hit.data())
    );
    if (mine !== turn) return;
    const first = list.childElementCount;
    list.append(...pages.map(drawn));
    more.hidden = list.childElementCount >= hits.length;
    if (first) list.children[first]?.querySelector("a").focus();
  };

  const showList = (words) => {
    found.hidden = true;
    everything.hidden = false;
    said.textContent = words;
  };

  const remember = (words, chosen) => {
    const address = new URL(location.href);
    address.search = new URLSearchParams({ ...(words && { q: words }), ...chosen });
    address.hash = "";
    history.replaceState(null, "", address);
  };

  const look = async () => {
    const mine = ++turn;
    const { words, chosen } = asked();
    remember(words, chosen);
    if (!words && !Object.keys(chosen).length) return showList("");
    try {
      const pagefind = await load();
      const answer = await pagefind.search(words || null, { filters: chosen });
      if (mine !== turn) return;
      hits = answer.results;
      list.replaceChildren();
      await draw(mine, STEP);
      if (mine !== turn) return;
      const { none, one, many } = form.dataset;
      said.textContent = [none, one][hits.length] ?? many.replace("{n}", hits.length);
      found.hidden = !hits.length;
      everything.hidden = hits.length > 0;
    } catch {
      form.querySelectorAll("p:not([role])").forEach((part) => { part.hidden = true; });
      showList(form.dataset.failed);
    }
  };

  let wait;
  const soon = () => { clearTimeout(wait); wait = setTimeout(look, 150); };
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(wait); look(); });
  form.addEventListener("focusin", () => { load().catch(() => {}); }, { once: true });
  input.addEventListener("input", soon);
  for (const filter of filters) filter.addEventListener("change", look);
  more.addEventListener("click", () => draw(turn, list.childElementCount + STEP));
  found.querySelector(".show-all").addEventListener("click", () => {
    form.reset();
    look();
    input.focus();
  });

  const before = new URLSearchParams(location.search);
  for (const one of [input, ...filters]) one.value = before.get(one.name) ?? "";
  form.append(said);
  found.querySelector("h2").after(list);
  form.hidden = false;
  if (asked().words || Object.keys(asked().chosen).length) look();
})();
