// The preview's half in the browser: it shows what was saved without leaving the place where the reader is, and what is
// wrong where it is wrong. It stands in no build.
(() => {
  'use strict';
  const script = document.currentScript;
  const state = { tag: script.dataset.tag, numerals: script.dataset.unbound, running: null, again: false };

  // ---- The page as it is now ----

  // Asks for this page once more; what has not changed is answered without a body.
  async function refresh() {
    if (state.running) { state.again = true; return; }
    state.running = update().catch(() => {});
    await state.running;
    state.running = null;
    if (state.again) { state.again = false; await refresh(); }
  }

  async function update() {
    const page = location.pathname + location.search;
    const response = await fetch(page, { headers: { 'If-None-Match': state.tag }, cache: 'no-store' });
    if (response.status === 200 || (response.status === 404 && state.missing)) {
      const tag = response.headers.get('ETag');
      if (tag !== state.tag) {
        take(new DOMParser().parseFromString(await response.text(), 'text/html'));
        state.tag = tag;
      }
      state.missing = response.status === 404;
    } else if (response.status === 404 && !state.missing) {
      return leave(location.pathname);
    }
    await files();
  }

  // The page is gone: the nearest page above it that is there.
  async function leave(path) {
    const above = path.replace(/[^/]*\/?$/, '');
    if (!above || above === path) { return; }
    const response = await fetch(above, { method: 'HEAD', cache: 'no-store' });
    if (response.ok) { location.replace(above); } else { await leave(above); }
  }

  function take(next) {
    document.title = next.title;
    const own = next.querySelector('script[data-gazette]');
    state.numerals = own ? own.dataset.unbound : undefined;
    attributes(document.documentElement, next.documentElement);
    const theirs = (node) => node.matches('link[rel~="stylesheet"], script[data-gazette], title');
    const old = [...document.head.children].filter((node) => !theirs(node));
    const fresh = [...next.head.children].filter((node) => !theirs(node));
    if (old.map((n) => n.outerHTML).join() !== fresh.map((n) => n.outerHTML).join()) {
      old.forEach((node) => node.remove());
      document.head.prepend(...fresh);
    }
    styles(next);
    morph(document.body, next.body);
    underline();
    document.dispatchEvent(new CustomEvent('gazette:shown'));
  }

  // ---- Morphing: what stays the same stays the same element, with its focus, scroll and open popovers ----

  function morph(from, to) {
    attributes(from, to);
    const byId = new Map();
    for (const child of from.children) { if (child.id) { byId.set(child.id, child); } }
    const wanted = new Set([...to.children].map((child) => child.id).filter(Boolean));
    let at = from.firstChild;
    for (const next of [...to.childNodes]) {
      let match = next.id ? byId.get(next.id) : null;
      if (!match) {
        let seek = at;
        // An element that keeps its own id is not taken for another.
        while (seek && seek.id && wanted.has(seek.id)) { seek = seek.nextSibling; }
        if (seek && seek.nodeType === next.nodeType && seek.nodeName === next.nodeName && (!next.id || !seek.id)) {
          match = seek;
        }
      }
      if (!match) { from.insertBefore(document.importNode(next, true), at); continue; }
      if (match !== at) {
        // Moving an element closes its popovers and takes its focus, so what stands between goes first where it can.
        while (at && at !== match && !(at.id && wanted.has(at.id))) { const gone = at; at = at.nextSibling; gone.remove(); }
        if (match !== at) { from.insertBefore(match, at); }
      }
      if (match === at) { at = at.nextSibling; }
      if (next.nodeType === Node.ELEMENT_NODE) { morph(match, next); }
      else if (match.nodeValue !== next.nodeValue) { match.nodeValue = next.nodeValue; }
    }
    while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
  }

  // What the reader opened stays open.
  const readers = (node, name) => name === 'open' && (node.localName === 'details' || node.localName === 'dialog');

  function attributes(from, to) {
    for (const { name, value } of [...to.attributes]) {
      if (from.getAttribute(name) !== value && !readers(from, name)) { from.setAttribute(name, value); }
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && !readers(from, name)) { from.removeAttribute(name); }
    }
  }

  // ---- Style sheets and pictures ----

  const known = new Map();
  const plain = (href) => { const url = new URL(href, location.href); url.search = ''; return url.href; };
  const isOurs = (href) => new URL(href, location.href).origin === location.origin;

  function files(isFirst = false) {
    const sheets = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-gazette])')];
    const pictures = [...document.querySelectorAll('img[src]')];
    const check = async (node, name) => {
      const href = node.getAttribute(name);
      if (!isOurs(href) || href.startsWith('data:')) { return; }
      const response = await fetch(plain(href), { method: 'HEAD', cache: 'no-store' });
      const tag = response.headers.get('ETag');
      const before = known.get(plain(href));
      known.set(plain(href), tag);
      if (isFirst || !response.ok || !before || before === tag) { return; }
      renew(node, name, plain(href) + '?v=' + tag.replace(/"/g, ''));
    };
    return Promise.all([...sheets.map((n) => check(n, 'href')), ...pictures.map((n) => check(n, 'src'))])
      .catch(() => {});
  }

  // The old style stays until the new one is there.
  function renew(node, name, address) {
    if (node.localName !== 'link') { node.setAttribute(name, address); return; }
    const next = node.cloneNode();
    next.href = address;
    next.addEventListener('load', () => {
      node.remove();
      document.dispatchEvent(new CustomEvent('gazette:styled'));
    }, { once: true });
    node.after(next);
  }

  function styles(next) {
    const here = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-gazette])')];
    const there = [...next.querySelectorAll('link[rel~="stylesheet"]:not([data-gazette])')];
    const address = (node) => plain(node.getAttribute('href'));
    const wanted = new Set(there.map(address));
    const had = new Set(here.map(address));
    here.filter((node) => !wanted.has(address(node))).forEach((node) => node.remove());
    there.filter((node) => !had.has(address(node))).forEach((node) => document.head.append(document.importNode(node)));
  }

  // ---- Numerals that are bound to nothing ----

  const wants = { get underlines() { return localStorage.getItem('gazette-unbound') !== 'off'; } };

  function underline() {
    if (!window.CSS || !CSS.highlights) { return; }
    CSS.highlights.delete('gazette-unbound');
    const numerals = JSON.parse(state.numerals || '[]');
    panel.numerals(numerals.length);
    if (!numerals.length || !wants.underlines) { return; }
    const skipped = '.figure, .derivations, .chart-drawing, .chart-data, pre, code, table, script, style';
    const walker = document.createTreeWalker(document.querySelector('main') || document.body, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => node.parentElement.closest(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    const nodes = [];
    while (walker.nextNode()) { nodes.push(walker.currentNode); }
    const highlight = new Highlight();
    let place = { node: 0, offset: 0 };
    for (const [text, before] of numerals) {
      place = find(nodes, place, before + text, text.length) || find(nodes, place, text, text.length) || place;
      if (!place.range) { continue; }
      highlight.add(place.range);
      place = { node: place.node, offset: place.offset };
    }
    CSS.highlights.set('gazette-unbound', highlight);
  }

  function find(nodes, from, words, length) {
    for (let node = from.node; node < nodes.length; node += 1) {
      const at = nodes[node].nodeValue.indexOf(words, node === from.node ? from.offset : 0);
      if (at < 0) { continue; }
      const range = new Range();
      range.setStart(nodes[node], at + words.length - length);
      range.setEnd(nodes[node], at + words.length);
      return { node, offset: at + words.length, range };
    }
    return null;
  }

  // ---- What is wrong ----

  const look = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none;
      font: 14px/1.45 system-ui, sans-serif; color: #1b1b1b }
    .corner { position: absolute; right: 12px; bottom: 12px; display: flex; gap: 6px; pointer-events: auto }
    button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left }
    .badge { background: #fff; border: 1px solid #c9c9c9; border-radius: 12px; padding: 1px 10px; color: #555; opacity: .85 }
    .badge[aria-pressed=true], .badge:hover { color: #1b1b1b; opacity: 1 }
    .badge.bad { border-color: #b3261e; color: #b3261e }
    .sheet { pointer-events: auto; background: #fffdf9; border-top: 3px solid #b3261e; max-height: 45vh; overflow: auto;
      padding: 10px 16px 44px; box-shadow: 0 -2px 14px rgb(0 0 0 / .2) }
    .sheet.quiet { border-top-color: #b58900 }
    h2 { font: 600 14px/1.4 system-ui, sans-serif; margin: 0 0 6px }
    ol { margin: 0; padding: 0; list-style: none }
    li { padding: 6px 0; border-top: 1px solid #e5e0d8 }
    .place { font: 13px ui-monospace, monospace; color: #0b57d0; text-decoration: underline }
    .code { color: #777; font-size: 12px }
    pre { margin: 4px 0; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    mark { background: #ffd7d2; color: inherit }
    .quiet mark { background: #ffe9a8 }
    .hint { color: #555 }
    .tip { position: fixed; background: #1b1b1b; color: #fff; font: 12px ui-monospace, monospace; padding: 3px 8px;
      border-radius: 4px; pointer-events: none; white-space: pre; max-width: 90vw; overflow: hidden }
    [hidden] { display: none }
    @media (prefers-color-scheme: dark) {
      :host { color: #eee } .sheet { background: #201d1a } .badge { background: #2b2724; color: #bbb; border-color: #555 }
      .badge[aria-pressed=true], .badge:hover { color: #fff } li { border-color: #3a3632 } .place { color: #8ab4f8 }
      mark { background: #7a2a24 } .quiet mark { background: #5c4a10 } .hint, .code { color: #aaa }
    }`;

  function make(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) { node.addEventListener(key.slice(2), value); } else { node.setAttribute(key, value); }
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  const panel = (() => {
    const host = make('gazette-preview');
    const root = host.attachShadow({ mode: 'open' });
    const list = make('ol');
    const title = make('h2');
    const sheet = make('section', { class: 'sheet', role: 'region', 'aria-label': 'Gazette', hidden: '' }, title, list);
    const badge = make('button', { class: 'badge', type: 'button', hidden: '', onclick: () => toggle() });
    const unbound = make('button', {
      class: 'badge unbound', type: 'button', hidden: '', title: 'underline numerals that are bound to nothing',
      onclick: () => {
        localStorage.setItem('gazette-unbound', wants.underlines ? 'off' : 'on');
        underline();
      },
    });
    const away = make('span', { class: 'badge bad', hidden: '' }, 'the preview is not running');
    const tip = make('div', { class: 'tip', role: 'tooltip', hidden: '' });
    root.append(make('style', {}, look), sheet, make('div', { class: 'corner' }, away, unbound, badge), tip);
    let message = { errors: 0, warnings: 0, findings: [] };

    const count = (n, word) => (n ? `${n} ${word}${n === 1 ? '' : 's'}` : '');
    const words = () => [count(message.errors, 'error'), count(message.warnings, 'warning')].filter(Boolean).join(', ');
    function toggle(shows = sheet.hidden) {
      sheet.hidden = !shows;
      badge.setAttribute('aria-pressed', String(shows));
    }

    function item(finding) {
      const place = finding.place && make('button', {
        class: 'place', type: 'button', title: 'copy',
        onclick: async (event) => {
          await copy(finding.place);
          const button = event.target;
          button.textContent = 'copied';
          setTimeout(() => { button.textContent = finding.place; }, 900);
        },
      }, finding.place);
      const line = finding.before === null ? null
        : make('pre', {}, `${finding.line} | ${finding.before}`, make('mark', {}, finding.marked || ' '), finding.after);
      return make('li', { class: finding.severity },
        make('div', {}, place || '', ' ', make('span', { class: 'code' }, `${finding.severity}[${finding.code}]`)),
        make('div', {}, finding.message), line,
        finding.hint ? make('div', { class: 'hint' }, finding.hint) : null);
    }

    return {
      host,
      show(next) {
        message = next;
        const errors = next.errors > 0;
        title.textContent = errors ? `${words()} – the page below is the last good one` : words();
        list.replaceChildren(...next.findings.map(item));
        sheet.classList.toggle('quiet', !errors);
        badge.textContent = words();
        badge.hidden = !words();
        badge.classList.toggle('bad', errors);
        toggle(errors);
        host.dataset.errors = next.errors;
        host.dataset.warnings = next.warnings;
        // Tests and readers of the page's source find it where the page's script left it.
        document.documentElement.dataset.gazetteErrors = next.errors;
      },
      numerals(n) {
        unbound.hidden = n === 0;
        unbound.textContent = `${count(n, 'numeral')} unbound`;
        unbound.setAttribute('aria-pressed', String(wants.underlines));
      },
      away(isAway) { away.hidden = !isAway; },
      tip(text, box) {
        tip.hidden = !text;
        if (!text) { return; }
        tip.textContent = text;
        tip.style.left = `${Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 4))}px`;
        tip.style.top = `${box.top > 30 ? box.top - 26 : box.bottom + 4}px`;
      },
    };
  })();

  // Without a clipboard (a page that is no secure context) the old way.
  async function copy(text) {
    if (navigator.clipboard) {
      try { await navigator.clipboard.writeText(text); return; } catch { /* not allowed: below */ }
    }
    const field = make('textarea', {}, text);
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }

  function hover(event) {
    const target = event.target instanceof Element ? event.target.closest('[data-gazette-source]') : null;
    if (target) { panel.tip(target.dataset.gazetteSource, target.getBoundingClientRect()); } else { panel.tip(''); }
  }

  // ---- The stream ----

  function listen() {
    const events = new EventSource('/__gazette/events');
    events.addEventListener('open', () => { panel.away(false); });
    events.addEventListener('error', () => { panel.away(true); });
    events.addEventListener('change', () => { refresh(); });
    events.addEventListener('findings', (event) => { panel.show(JSON.parse(event.data)); });
    addEventListener('pagehide', () => events.close());
    addEventListener('pageshow', (event) => { if (event.persisted) { location.reload(); } });
  }

  document.documentElement.append(panel.host);
  document.addEventListener('mouseover', hover);
  document.addEventListener('scroll', () => panel.tip(''), { passive: true });
  underline();
  files(true).then(listen);
})();
