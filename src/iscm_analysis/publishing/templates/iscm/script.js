
(() => {
  const say = JSON.parse(document.currentScript.dataset.words);
  const language = document.documentElement.lang;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const make = (tag, own, ...content) => {
    const made = Object.assign(document.createElement(tag), own);
    made.append(...content);
    return made;
  };
  const button = (content, act) => {
    const made = make("button", { type: "button" }, ...content);
    made.addEventListener("click", act);
    return made;
  };

  // Code: one switch for all cells
  const code = all("details.code");
  const codeSwitch = document.querySelector(".show-code");
  if (codeSwitch && code.length) {
    codeSwitch.hidden = false;
    codeSwitch.addEventListener("click", () => {
      const open = code.some((cell) => !cell.open);
      code.forEach((cell) => { cell.open = open; });
      codeSwitch.textContent = open ? say.hide_code : say.show_code;
    });
  }

  // Contents: fold on narrow screens, follow the reader
  const list = document.querySelector(".contents details");
  if (list) {
    const wide = matchMedia("(min-width: 68rem)");
    const fold = () => { list.open = wide.matches; };
    fold();
    wide.addEventListener("change", fold);

    const links = all(".contents a");
    const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
    const follow = () => {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
      const current = links[Math.max(0, passed.length - 1)];
      links.forEach((link) => link.removeAttribute("aria-current"));
      current.setAttribute("aria-current", "true");
    };
    follow();
    addEventListener("scroll", follow, { passive: true });
  }

  // Addresses: a click copies them as well
  const status = make("p", { className: "said", lang: language });
  status.setAttribute("role", "status");
  document.body.append(status);
  let silence;
  const copy = (id) => {
    const address = location.href.split("#")[0] + "#" + id;
    navigator.clipboard?.writeText(address).then(() => {
      status.textContent = say.copied;
      clearTimeout(silence);
      silence = setTimeout(() => { status.textContent = ""; }, 2500);
    }, () => { location.hash = id; });
  };
  all(".anchor").forEach((link) => link.addEventListener("click", () => copy(link.hash.slice(1))));

  // Tables: what a cell says; a missing one says nothing
  const text = (cell) => cell.querySelector(".missing") ? "" : cell.textContent.trim().replace(/\s+/g, " ");
  const amount = (cell) => Number(text(cell).replaceAll(",", ""));
  const isNumber = (cell) => cell.classList.contains("num") && text(cell) && !Number.isNaN(amount(cell));
  const shown = (table) => [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const cells = (table) => [table.tHead.rows[0], ...shown(table)].map((row) => [...row.cells]);

  const collator = new Intl.Collator("en", { numeric: true });
  const compare = (one, other) => isNumber(one) && isNumber(other)
    ? amount(one) - amount(other) : collator.compare(text(one), text(other));
  const sortBy = (table, rows, place, order) => {
    const sorted = [...rows];
    if (order) {
      sorted.sort((one, other) => {
        const [a, b] = [one.cells[place], other.cells[place]];
        if (!text(a) || !text(b)) return !text(a) - !text(b);
        return (order === "ascending" ? 1 : -1) * compare(a, b);
      });
    }
    table.tBodies[0].append(...sorted);
  };
  const addSorting = (table) => {
    const rows = [...table.tBodies[0].rows], heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      const next = { ascending: "descending", descending: "" };
      const press = button(head.childNodes, () => {
        const order = next[head.getAttribute("aria-sort")] ?? "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (order) head.setAttribute("aria-sort", order);
        sortBy(table, rows, place, order);
      });
      press.className = "sort";
      press.title = say.sort;
      head.append(press);
    });
  };

  const addFilter = (table, wrap) => {
    const rows = [...table.tBodies[0].rows];
    const field = make("input", { type: "search", autocomplete: "off" });
    const count = make("output", {});
    const look = () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row) => {
        const said = row.textContent.toLowerCase();
        row.hidden = !wanted.every((word) => said.includes(word));
      });
      count.textContent = say.rows.replace("{n}", shown(table).length).replace("{all}", rows.length);
      box.classList.toggle("filtered", shown(table).length < rows.length);
    };
    const box = make("div", { className: "filter", lang: language }, make("label", {}, say.filter, " ", field), count);
    field.addEventListener("input", look);
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest("tr[hidden]") || !table.contains(target)) return;
      field.value = "";
      look();
      target.scrollIntoView();
    });
    wrap.before(box);
    look();
  };

  // Downloads: rows as they are shown. A spreadsheet must not take a cell for a formula.
  const save = (name, content, type) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const harmless = (said) => /^[=+\-@\t\r]/.test(said) && !/^[+-]?[\d.,]+ ?%?$/.test(said) ? "'" + said : said;
  const csv = (table) => "\ufeff" + cells(table).map((row) => row.map((cell) => {
    const said = harmless(text(cell));
    return /[",\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
  }).join(",") + "\r\n").join("");

  const xml = (said) => said.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
  const sheetCell = (cell, line) => {
    if (!text(cell)) return "<c/>";
    if (line && isNumber(cell)) return `<c><v>${amount(cell)}</v></c>`;
    return `<c s="${line ? 2 : 1}" t="inlineStr"><is><t>${xml(text(cell))}</t></is></c>`;
  };
  const xlsx = (table) => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
    const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const packed = "http://schemas.openxmlformats.org/package/2006";
    const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const relations = (...kinds) => `<Relationships xmlns="${packed}/relationships">` + kinds.map(([type, target], place) =>
      `<Relationship Id="r${place + 1}" Type="${office}/${type}" Target="${target}"/>`).join("") + "</Relationships>";
    const rows = cells(table);
    const widths = rows[0].map((_, place) => Math.min(60, 3 + Math.max(...rows.map((row) => text(row[place]).length))));
    return zip({
      "[Content_Types].xml": `${head}<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${
        [["workbook", "sheet.main"], ["styles", "styles"], ["sheet", "worksheet"]].map(([name, type]) =>
          `<Override PartName="/xl/${name}.xml" ContentType="${kind}.${type}+xml"/>`).join("")}</Types>`,
      "_rels/.rels": head + relations(["officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `${head}<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${xml(table.id.slice(0, 31))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": head + relations(["worksheet", "sheet.xml"], ["styles", "styles.xml"]),
      "xl/styles.xml": `${head}<styleSheet ${main}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1" quotePrefix="1"/><xf quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
      "xl/sheet.xml": `${head}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols>${
        widths.map((width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`).join("")}</cols><sheetData>${
        rows.map((row, line) => `<row>${row.map((cell) => sheetCell(cell, line)).join("")}</row>`).join("")}</sheetData></worksheet>`,
    });
  };

  // A zip without compression: for each file its header and bytes, then the list of all
  const sum = (bytes) => {
    let rest = ~0;
    for (const byte of bytes) {
      rest ^= byte;
      for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (0xedb88320 & -(rest & 1));
    }
    return ~rest >>> 0;
  };
  const little = (...fields) => Uint8Array.from(fields.flatMap(([size, value]) =>
    Array.from({ length: size }, (_, place) => (value >>> (8 * place)) & 255)));
  const zip = (files) => {
    const encoder = new TextEncoder(), parts = [], index = [];
    const length = (list) => list.reduce((total, part) => total + part.length, 0);
    for (const [path, content] of Object.entries(files)) {
      const name = encoder.encode(path), bytes = encoder.encode(content), at = length(parts);
      const both = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, sum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      index.push(little([4, 0x02014b50], [2, 20], ...both, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
      parts.push(little([4, 0x04034b50], ...both), name, bytes);
    }
    const count = index.length / 2;
    const end = little([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length(index)], [4, length(parts)], [2, 0]);
    return new Blob([...parts, ...index, end]);
  };

  all("table.iscm-table").forEach((table) => {
    const wrap = table.closest(".table-wrap"), note = wrap?.nextElementSibling;
    const count = table.tBodies[0]?.rows.length;
    if (!wrap || !table.tHead || !count || !table.id) return;
    if (count > 2) addSorting(table);
    if (count > 12) addFilter(table, wrap);
    const excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const tools = make("span", { className: "tools", lang: language },
      button([say.csv], () => save(`${table.id}.csv`, csv(table), "text/csv;charset=utf-8")),
      button([say.excel], () => save(`${table.id}.xlsx`, xlsx(table), excel)),
      button([say.link], () => copy(table.id)));
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `${say.download}, ${table.id}`);
    if (note?.matches(".source-note")) note.append(" ", tools);
    else wrap.after(tools);
  });

  // What scrolls can be reached by keyboard; not every browser sees to that by itself
  const reach = () => all(".output, .prose > table, pre").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
  reach();
  addEventListener("resize", reach);

  const fine = all("footer.site details");
  addEventListener("beforeprint", () => fine.forEach((part) => { part.open = true; }));
})();
