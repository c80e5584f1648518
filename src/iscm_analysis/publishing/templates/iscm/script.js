
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  const code = all("details.code");
  const button = document.querySelector(".show-code");
  if (button && code.length) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = code.some((cell) => !cell.open);
      code.forEach((cell) => { cell.open = open; });
      button.textContent = open ? "Hide all code" : "Show all code";
    });
  }

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

  const fine = all("footer.site details");
  addEventListener("beforeprint", () => fine.forEach((part) => { part.open = true; }));
})();
