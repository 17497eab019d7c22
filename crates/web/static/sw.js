// Keeps the page at hand for when there is no network: the files of one version, each compared with its hash, so that two versions
// never mix. It answers for nothing else, and nothing else is ever kept.

'use strict';

const FILES = /*FILES*/;
const BASE = new URL('./', location.href).href;
const CACHES = `porchlight ${BASE} `;

// What relatives never need: fetched when somebody opens the desk.
const DESK = Object.keys(FILES).filter((name) => /^(porchlight-)?desk/.test(name));
// Languages: those that the reader's browser asks for, or English; another one as soon as it is chosen.
const TEXTS = Object.keys(FILES).filter((name) => /^(desk-)?texts\./.test(name));
const languageOf = (name) => name.split('.')[1];
const asked = navigator.languages.map((language) => language.slice(0, 2));
const spoken = TEXTS.some((name) => asked.includes(languageOf(name))) ? asked : ['en'];
const isUnspoken = (name) => TEXTS.includes(name) && !spoken.includes(languageOf(name));
// Pictures that a browser asks for itself when the page is installed, and then keeps.
const isForInstalling = (name) => /^icon-(512|maskable)/.test(name);
const isOptional = (name) => DESK.includes(name) || isUnspoken(name) || isForInstalling(name);

// Pages for whom nothing is kept yet: all of their files come from the network.
const unkept = new Set();

async function sha256(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function cacheName() {
  return CACHES + (await sha256(new TextEncoder().encode(JSON.stringify(FILES))));
}

async function cachesOfThisPage() {
  return (await caches.keys()).filter((name) => name.startsWith(CACHES));
}

async function kept(name) {
  return (await caches.open(await cacheName())).match(BASE + name);
}

// What the page has just loaded is at hand, where it is asked for as the page asks for it; its hash says whether it is of this version.
async function fetched(name) {
  for (const cache of ['force-cache', 'no-cache']) {
    const response = await fetch(BASE + name, { cache, redirect: 'error' });
    const body = await response.arrayBuffer();
    if (!response.ok || (await sha256(body)) !== FILES[name]) continue;
    const headers = new Headers(response.headers);
    headers.delete('content-encoding');
    headers.delete('content-length');
    return [BASE + name, new Response(body, { headers })];
  }
  throw new Error(`${name} is not of this version`);
}

// All of them or none.
async function keep(names) {
  const responses = await Promise.all(names.map(fetched));
  const cache = await caches.open(await cacheName());
  await Promise.all(responses.map(([url, response]) => cache.put(url, response)));
}

// What the version before had come to keep goes on to be kept.
async function install() {
  const before = new Set();
  for (const name of await cachesOfThisPage()) {
    for (const { url } of await (await caches.open(name)).keys()) before.add(url);
  }
  await keep(Object.keys(FILES).filter((name) => !isOptional(name) || before.has(BASE + name)));
}

async function keepDesk() {
  if (!(await kept('desk.html'))) await keep(DESK.filter((name) => !isUnspoken(name)));
}

async function forgetOthers() {
  const own = await cacheName();
  await Promise.all((await cachesOfThisPage()).filter((name) => name !== own).map((name) => caches.delete(name)));
}

async function answer(event, name) {
  if (name === 'desk.html') await keepDesk().catch(() => unkept.add(event.resultingClientId));
  if (TEXTS.includes(name) && !(await kept(name))) await keep([name]).catch(() => {});
  return (await kept(name)) ?? fetch(event.request);
}

async function focus() {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ url }) => url.startsWith(BASE) && !url.startsWith(`${BASE}desk`));
  return page ? page.focus() : clients.openWindow(BASE);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(skipWaiting());
  if (event.data === 'keep the desk') event.waitUntil(keepDesk().catch(() => {}));
});

addEventListener('fetch', (event) => {
  const { request, clientId } = event;
  if (request.method !== 'GET' || !request.url.startsWith(BASE) || unkept.has(clientId)) return;
  const path = request.url.slice(BASE.length);
  if (request.mode === 'navigate' && path.startsWith('%23')) {
    // Some messengers write %23 for #. The secret behind it must not go to the host.
    event.respondWith(Response.redirect(`${BASE}#${path.slice(3)}`));
    return;
  }
  const name = path.split(/[?#]/)[0] || 'index.html';
  if (Object.hasOwn(FILES, name)) event.respondWith(answer(event, name));
});

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(focus());
});
