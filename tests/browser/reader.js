// Questions to a page, asked from outside it; each gives plain lists of words.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (element) => {
    const words = (element.textContent || element.getAttribute("alt") || "").trim().replace(/\s+/g, " ");
    const own = element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "");
    const kinds = [...element.classList].map((kind) => `.${kind}`).join("");
    return `${own}${kinds} ${words.slice(0, 40)}`.trim();
  };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
  };
  const scrolls = (element) => {
    const style = getComputedStyle(element);
    const turns = (way) => ["auto", "scroll"].includes(way);
    return (turns(style.overflowX) && element.scrollWidth > element.clientWidth)
      || (turns(style.overflowY) && element.scrollHeight > element.clientHeight);
  };
  const INTERACTIVE = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  const places = () => all(INTERACTIVE).filter((part) => !part.disabled && isSeen(part));

  return {
    open: () => all("details").forEach((part) => { part.open = true; }),
    // A summary is how a reader opens what is folded; it has to be there to be pressed.
    shown: (selector) => {
      const unopenable = all("details > summary").filter((part) => !isSeen(part)).map(name);
      all("details").forEach((part) => { part.open = true; });
      const elements = all(selector);
      const unseen = elements.filter((part) => !isSeen(part)).map(name);
      return { parts: elements.map(name), unseen: [...unopenable, ...unseen] };
    },
    beyond: () => {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const clipped = (element) => element && element !== root
        && (getComputedStyle(element).overflowX !== "visible" || clipped(element.parentElement));
      const over = all("body *").filter((part) => isSeen(part) && !clipped(part.parentElement)
        && part.getBoundingClientRect().right > root.clientWidth + 0.5);
      return [`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`, ...over.map(name)];
    },
    // Where pressing a key thousands of times would take too long: what would take the focus if it came there.
    barred: () => places().filter((part) => {
      part.focus({ preventScroll: true });
      return part.tabIndex < 0 || document.activeElement !== part;
    }).map(name),
    follow: () => {
      const reached = new Set();
      addEventListener("focusin", (event) => reached.add(event.target), true);
      const stops = places();
      const regions = all("body *").filter((part) => isSeen(part) && scrolls(part));
      window.unreached = () => [
        ...stops.filter((part) => !reached.has(part)).map(name),
        ...regions.filter((region) => ![...reached].some((part) => region.contains(part)))
          .map((part) => `scrolls: ${name(part)}`),
      ];
      return stops.length + regions.length;
    },
  };
})()
