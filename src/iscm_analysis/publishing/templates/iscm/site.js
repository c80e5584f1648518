
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);
  const make = (tag, text, address) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (address) element.href = address;
    return element;
  };
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const told = JSON.parse(document.currentScript.dataset.words);
  const put = (text, values) => text.replace(/{(\w+)}/g, (place, name) => values[name] ?? place);
  const many = (text, n, values) => put(text.split(" | ")[plural.select(n) === "one" ? 0 : 1], { n, ...values });
  // Words of ours stand among what the evaluation wrote, which may be in another language.
  const own = (element) => Object.assign(element, { lang: language });

  const search = document.querySelector(".search");
  if (search) {
    const PAGES = 12, PLACES = 5;
    const input = search.querySelector("input");
    const said = search.querySelector("[role=status]");
    const list = search.querySelector("ol");
    const { kinds, places, pages } = JSON.parse(document.getElementById("search-index").textContent);
    const texts = places.map(([, text, anchor]) => fold(`${text} ${anchor}`));
    const titles = pages.map(([, title]) => fold(title));
    const names = pages.map(([, title, also]) => fold(`${title} ${also}`));

    // A place counts when every word stands in it or in the names of its page, and one at least in it.
    const look = (words) => pages.flatMap(([href, title, , held], i) => {
      const all = (text) => words.every((word) => text.includes(word));
      const named = all(titles[i]) + all(names[i]); // by its title rather than by another of its names
      const hits = held.filter((n) => words.some((word) => texts[n].includes(word))
        && words.every((word) => texts[n].includes(word) || names[i].includes(word)));
      return named || hits.length ? [{ href, title, named, hits }] : [];
    }).sort((a, b) => b.named - a.named);

    const row = ({ href, title, hits }) => {
      const item = document.createElement("li");
      item.append(make("a", title, href));
      if (hits.length) {
        const under = document.createElement("ul");
        hits.slice(0, PLACES).forEach((n) => {
          const place = document.createElement("li");
          const [kind, text, anchor] = places[n];
          place.append(make("a", text, `${href}#${anchor}`), " ", own(make("small", told[kinds[kind]] ?? "")));
          under.append(place);
        });
        if (hits.length > PLACES) under.append(own(make("li", many(told.more, hits.length - PLACES))));
        item.append(under);
      }
      return item;
    };

    const show = () => {
      const words = wordsOf(input.value);
      const found = words.length ? look(words) : [];
      const n = found.reduce((sum, page) => sum + page.hits.length, 0);
      const all = put(told.found, { places: many(told.places, n), pages: many(told.pages, found.length) });
      const some = found.length > PAGES ? put(told.first, { found: all, n: PAGES }) : all;
      said.textContent = !words.length ? "" : found.length ? some : told.nothing;
      list.replaceChildren(...found.slice(0, PAGES).map(row));
    };

    search.hidden = false;
    input.addEventListener("input", show);
    search.addEventListener("keydown", (event) => {
      const stops = [input, ...list.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const place = stops.indexOf(document.activeElement);
      if (step && place >= 0) {
        event.preventDefault();
        stops[Math.min(stops.length - 1, Math.max(0, place + step))].focus();
      } else if (event.key === "Enter" && place === 0 && stops.length > 1) {
        location.href = stops[1].href;
      } else if (event.key === "Escape" && place > 0) {
        input.focus();
      }
    });
    show();
    document.querySelector(".a-to-z").open = false;
  }

  const filters = document.querySelector(".filters");
  if (filters) {
    const input = filters.querySelector("input");
    const choices = [...filters.querySelectorAll("select")];
    const rows = [...document.querySelectorAll("#profiles tbody tr")];
    const texts = rows.map((row) => fold(row.textContent));
    const narrow = () => {
      const words = wordsOf(input.value);
      rows.forEach((row, i) => {
        const fits = choices.every(({ value, dataset }) => !value || row.dataset[dataset.filter].split("|").includes(value));
        row.hidden = !(fits && words.every((word) => texts[i].includes(word)));
      });
      const n = rows.filter((row) => !row.hidden).length;
      filters.querySelector("[role=status]").textContent = many(told.mechanisms, rows.length, { shown: n });
    };
    filters.hidden = false;
    filters.addEventListener("input", narrow);
    filters.querySelector("button").addEventListener("click", () => {
      [input, ...choices].forEach((field) => { field.value = ""; });
      narrow();
    });
    narrow();
  }
})();
