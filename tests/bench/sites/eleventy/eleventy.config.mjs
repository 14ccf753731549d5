import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("slugged", (text) => text.replaceAll(" ", "-"));
  config.addCollection("notes", (api) =>
    api.getFilteredByGlob("./content/**/*.md").sort((a, b) => b.date - a.date));
  config.addCollection("topics", (api) => {
    const found = {};
    for (const one of api.getFilteredByGlob("./content/**/*.md"))
      for (const tag of one.data.topics) (found[tag] ??= []).push(one);
    return Object.entries(found).map(([name, pages]) => ({ name, pages }));
  });
}
